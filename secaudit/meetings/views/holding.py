"""At and after the meeting: attendance, decisions, what was agreed, closing the minutes."""

from flask import url_for
from flask_babel import gettext as _

from secaudit.accounts.saving import confirmed, form_page
from secaudit.calendar import clock
from secaudit.calendar.fiscal import last_day
from secaudit.meetings import rows
from secaudit.meetings.actions import holding
from secaudit.meetings.forms import AgreedForm, AttendanceForm, DecisionForm
from secaudit.meetings.kinds import State, allowed
from secaudit.meetings.members import as_lines, members
from secaudit.meetings.models import Meeting, MeetingAction
from secaudit.meetings.owners import owners
from secaudit.meetings.views import bp
from secaudit.meetings.views.beforehand import before_closing
from secaudit.meetings.views.words import now, trail
from secaudit.web.fields import VersionForm


def _titled(row: Meeting, plain: str) -> str:
    return _("Correct the minutes") if row.state == State.CLOSED else plain


def _without_reason(form, row: Meeting) -> None:
    """Only closed minutes are corrected with a reason."""
    if row.state == State.CLOSED:
        form.reason.flags.required = True
    else:
        del form.reason


def _reason(form) -> str:
    return form.reason.data or "" if "reason" in form else ""


@bp.route("/meetings/<id:id>/attendance", methods=["GET", "POST"])
def attendance(id):
    row = rows.meeting(id)
    kept = rows.minutes_of(row)
    usual = {"present": as_lines(members(row.members, row.on))}
    data = {**kept[-1].__data__, "reason": ""} if kept else usual
    form = AttendanceForm(data={**data, "seen": holding.seen_of(kept)})
    _without_reason(form, row)
    asked = {**now(), "on": clock.today()}
    return form_page(
        form,
        lambda: holding.attend(id, form.seen.data, form.attendance(), _reason(form), **asked),
        _("Recorded."),
        url_for(".show", id=id),
        title=_titled(row, _("Who was there")),
        button=_("Record it"),
        breadcrumb=trail(row),
    )


@bp.route("/meetings/points/<id:id>/decision", methods=["GET", "POST"])
def decide(id):
    point = rows.item(id)
    kept = rows.resolutions_of([id]).get(id, [])
    data = {**kept[-1].__data__, "reason": ""} if kept else {}
    form = DecisionForm(data={**data, "seen": holding.seen_of(kept)})
    _without_reason(form, point.meeting)
    return form_page(
        form,
        lambda: holding.decide(id, form.seen.data, form.decision(), _reason(form), **now()),
        _("The decision is recorded."),
        url_for(".show", id=point.meeting_id),
        title=_titled(point.meeting, _("What was decided")),
        intro=point.title,
        button=_("Record the decision"),
        breadcrumb=trail(point.meeting),
    )


@bp.route("/meetings/points/<id:id>/actions", methods=["GET", "POST"])
def agree(id):
    """What is done because of the decision, by which post, by when."""
    point = rows.item(id)
    form = agreed_form(point.meeting, {"version": 0, "due_on": last_day(point.meeting.fiscal_year)})
    return form_page(
        form,
        lambda: holding.agree(id, form.agreed(), **now()),
        _("The action is recorded. It stands on Home of whoever holds the post."),
        url_for(".show", id=point.meeting_id),
        title=_("What is to be done"),
        intro=point.title,
        button=_("Record the action"),
        breadcrumb=trail(point.meeting),
    )


@bp.route("/meetings/actions/<id:id>/change", methods=["GET", "POST"])
def change_agreed(id):
    row = rows.action(id)
    meeting: Meeting = row.item.meeting
    form = agreed_form(meeting, {**row.__data__, "owner": owner_key(row)})
    return form_page(
        form,
        lambda: holding.change_agreed(id, form.version.data, form.agreed(), **now()),
        _("The action is changed."),
        url_for(".show", id=meeting.id),
        title=_("What is to be done"),
        intro=row.item.title,
        button=_("Save"),
        breadcrumb=trail(meeting),
    )


def agreed_form(meeting: Meeting, data: dict) -> AgreedForm:
    form = AgreedForm(data=data)
    offered = [(each.key, f"{each.title}（{each.name}）") for each in owners(clock.today())]
    known = {key for key, _words in offered}
    mine = data.get("owner")
    gone = [(mine, mine.partition("/")[2])] if mine and mine not in known else []
    form.owner.offer([("", _("Choose who does it.")), *gone, *offered])
    return form


def owner_key(row: MeetingAction) -> str:
    return f"{row.owner_unit_id or ''}/{row.owner_title}"


@bp.route("/meetings/<id:id>/closing", methods=["GET", "POST"])
def close(id):
    """What stays as it is from then on is said before the press."""
    row = rows.meeting(id)
    allowed(row.state, State.HELD)
    form = VersionForm(version=row.version)
    return confirmed(
        form,
        lambda: holding.close(id, form.version.data, **now()),
        _("The minutes are closed. From now on they are only corrected, with the reason."),
        url_for(".show", id=id),
        before_closing(row),
        title=_("Close the minutes"),
        button=_("Close the minutes"),
        breadcrumb=trail(row),
    )
