"""The list of papers, and freezing figures for another one."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from secaudit.access.guard import require
from secaudit.accounts.gate import current
from secaudit.accounts.saving import saved
from secaudit.calendar import clock
from secaudit.committee import actions, reading
from secaudit.committee.earlier import checked_day, gathered_as_of
from secaudit.committee.forms import FreezeForm
from secaudit.committee.gathering import gathered
from secaudit.committee.snapshot import Snapshot
from secaudit.committee.views import bp
from secaudit.meetings.reading import next_meeting
from secaudit.reports.reading import chosen_period, summary_of
from secaudit.selfcheck.models import Period


@bp.get("")
def index():
    return render_template("committee/index.html", papers=reading.papers(current))


@bp.route("/new", methods=["GET", "POST"])
def new():
    """Which departments would be missing; with the button the figures are frozen."""
    period, every = chosen_period(None)
    if period is None:
        return render_template("committee/nothing.html")
    meeting = next_meeting(clock.today())
    form = FreezeForm(as_of=clock.today(), meeting_on=meeting.on if meeting else None)

    def freeze():
        figures = chosen_figures(form, period, every)
        return actions.freeze(period, figures, by=current, at=clock.now())

    if paper := saved(form, freeze):
        flash(_("The figures are frozen. The sentences below can be edited."), "success")
        return redirect(url_for(".write", id=paper.id))
    summary = summary_of(period, every, clock.now())
    page = render_template("committee/new.html", form=form, s=summary, meeting=meeting)
    return (page, 400) if form.errors else page


def chosen_figures(form: FreezeForm, period: Period, every: list[Period]) -> Snapshot:
    """Of this moment, or of the end of the day that was chosen. Who may not prepare reads nothing."""
    require(current, reading.PREPARE)
    today, meeting_on = clock.today(), form.meeting_on.data
    if checked_day(period, form.as_of.data, today) == today:
        return gathered(period, every, clock.now(), meeting_on)
    return gathered_as_of(period, form.as_of.data, meeting_on, today)
