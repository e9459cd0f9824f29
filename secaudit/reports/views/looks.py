"""「確認しました」 on the overview, and what the secretariat was told with it."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm

from secaudit.accounts.gate import current
from secaudit.accounts.saving import saved
from secaudit.calendar import clock
from secaudit.directory.fields import LineField
from secaudit.errors import Missing
from secaudit.people.reading import names
from secaudit.reports.looks import actions, reading
from secaudit.reports.reading import chosen_period
from secaudit.reports.views.blueprint import bp
from secaudit.web.fields import VersionForm


class LookForm(FlaskForm):
    words = LineField(lazy_gettext("Instruction to the secretariat (optional)"), actions.LONGEST)


class DoneForm(VersionForm):
    reply = LineField(lazy_gettext("What was done"), actions.LONGEST, needed=True)


@bp.route("/overview/<id:id>/look", methods=["GET", "POST"])
def look(id):
    """One click on the overview; a page of its own where something has to be put right."""
    period, _every = chosen_period(id)
    if period is None:
        raise Missing()
    form = LookForm()
    row = saved(form, lambda: actions.look(period, form.words.data, by=current, at=clock.now()))
    if row is None:
        page = render_template("reports/look.html", form=form, period=period)
        return (page, 400) if form.errors else page
    told = _("Recorded. The secretariat finds the instruction on its Home page.")
    flash(told if row.words else _("Recorded: you have seen the overview."), "success")
    return redirect(url_for(".overview", period=period.id))


@bp.get("/overview/looks")
def looks():
    """Who looked when, what was asked, what came of it."""
    rows = reading.looks()
    people = names(id for row in rows for id in (row.by_id, row.done_by_id) if id)
    return render_template("reports/looks.html", rows=rows, people=people)


@bp.route("/overview/looks/<id:id>/done", methods=["GET", "POST"])
def look_done(id):
    row = next((each for each in reading.waiting() if each.id == id), None)
    if row is None:
        raise Missing()
    form = DoneForm(data={"version": row.version})
    now: dict = {"by": current, "at": clock.now(), "on": clock.today()}
    if saved(form, lambda: actions.done(id, form.version.data, form.reply.data, **now)):
        flash(_("Recorded."), "success")
        return redirect(url_for(".looks"))
    page = render_template("reports/look_done.html", form=form, row=row, people=names([row.by_id]))
    return (page, 400) if form.errors else page
