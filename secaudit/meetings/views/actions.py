"""One action that a meeting agreed: reported by its post, checked by the secretariat."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current, opens
from secaudit.accounts.saving import form_page
from secaudit.calendar import clock
from secaudit.meetings.actions import following
from secaudit.meetings.forms import BackForm, DoneForm, MoveForm
from secaudit.meetings.history import moves_of
from secaudit.meetings.kinds import Progress, State
from secaudit.meetings.models import MeetingAction
from secaudit.meetings.views import bp
from secaudit.meetings.views.words import now, trail
from secaudit.people.reading import names
from secaudit.web.fields import VersionForm


@bp.get("/meetings/actions/<id:id>")
def action(id):
    row, on = following.seen_by(current, id), clock.today()
    reported = row.state == Progress.REPORTED
    foreign = not following.belongs(current, row) and current.person != row.reported_by_id
    return render_template(
        "meetings/action.html",
        row=row,
        on=on,
        people=names(each for each in (row.reported_by_id, row.checked_by_id) if each),
        breadcrumb=way_back(row),
        may_report=row.state == Progress.OPEN and following.is_own(current, row),
        moves=moves_of(row) if row.first_due_on else [],
        may_move=is_movable(row),
        may_check=reported and current.may("check meeting actions") and foreign,
    )


def is_movable(row: MeetingAction) -> bool:
    """Whether this reader may move its day now."""
    now_open = row.state == Progress.OPEN and row.item.meeting.state == State.CLOSED
    return now_open and current.may("move meeting actions") and not following.belongs(current, row)


@bp.route("/meetings/actions/<id:id>/day", methods=["GET", "POST"])
def move(id):
    row = following.seen_by(current, id)
    form = MoveForm(data={"version": row.version, "due_on": row.due_on})
    typed = (form.due_on.data, form.words.data or "")
    asked = {**now(), "on": clock.today()}
    return form_page(
        form,
        lambda: following.move(id, form.version.data, *typed, **asked),
        _("The day is moved. The minutes keep the one that the meeting agreed."),
        url_for(".action", id=id),
        title=_("Move the day"),
        intro=row.what,
        button=_("Move the day"),
        breadcrumb=way_back(row),
    )


def way_back(row: MeetingAction) -> list[tuple[str, str]]:
    """Whoever only holds the post does not open the meeting."""
    return trail(row.item.meeting) if opens("meetings.show") else []


@bp.route("/meetings/actions/<id:id>/report", methods=["GET", "POST"])
def report(id):
    row = following.seen_by(current, id)
    form = DoneForm(data={"version": row.version, "done_on": clock.today(), "words": row.report})
    typed = (form.done_on.data, form.words.data or "")
    asked = {**now(), "on": clock.today()}
    return form_page(
        form,
        lambda: following.report(id, form.version.data, *typed, **asked),
        _("Reported as done. The secretariat checks it next."),
        url_for(".action", id=id),
        title=_("Report it as done"),
        intro=row.what,
        button=_("Report it as done"),
        breadcrumb=way_back(row),
    )


@bp.route("/meetings/actions/<id:id>/back", methods=["GET", "POST"])
def send_back(id):
    row = following.seen_by(current, id)
    form = BackForm(data={"version": row.version})
    return form_page(
        form,
        lambda: following.send_back(id, form.version.data, form.words.data or "", **now()),
        _("It is with its post again."),
        url_for(".action", id=id),
        title=_("Something is still missing"),
        intro=row.report,
        button=_("Send it back"),
        breadcrumb=way_back(row),
    )


@bp.post("/meetings/actions/<id:id>/checked")
def check(id):
    form = VersionForm()
    following.check(id, form.version.data, **now())
    flash(_("Checked. The action is finished."), "success")
    return redirect(url_for(".action", id=id))
