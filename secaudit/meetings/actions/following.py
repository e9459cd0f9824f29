"""After the minutes: an action is reported as done by its post and checked by the secretariat."""

from datetime import date, datetime

from secaudit.access.guard import Actor, require
from secaudit.errors import N_, Forbidden, Invalid, Missing, Refused
from secaudit.journal.actions import based_on, record, transaction
from secaudit.meetings import rows
from secaudit.meetings.kinds import Progress, State, after
from secaudit.meetings.models import MeetingAction
from secaudit.meetings.rules import checked_move, needed, owns
from secaudit.organisation.reading import successors

OWN_DAY = N_(
    "Nobody moves the day of what their own department is to do. Ask the CHIEF or a colleague."
)
NOT_TO_MOVE = N_(
    "The day is moved here only after the minutes are closed, and while the action is still to be done."
)
OWN = N_("Nobody checks what their own department has done. Ask the CHIEF or a colleague.")


def is_own(by: Actor, row: MeetingAction) -> bool:
    """Whether the person holds the post that sees to it."""
    units = successors(row.owner_unit_id) if row.owner_unit_id else ()
    return owns(by.posts, units, row.owner_title)


def belongs(by: Actor, row: MeetingAction) -> bool:
    """Whether the person works in the office that sees to it."""
    units = successors(row.owner_unit_id) if row.owner_unit_id else set()
    return any(post.unit in units for post in by.posts) or is_own(by, row)


def seen_by(by: Actor, id: int, lock: bool = False) -> MeetingAction:
    """The action, for those who read meetings and those whose it is; else as if there were none."""
    row = rows.action(id, lock=lock)
    if not (by.may("read meetings") or is_own(by, row)):
        raise Missing()
    return row


def report(
    id: int, version: int, done_on: date, words: str, *, by: Actor, at: datetime, on: date
) -> MeetingAction:
    with transaction():
        row = seen_by(by, id, lock=True)
        if not is_own(by, row):
            raise Forbidden(N_("Your role does not allow this."))
        based_on(row, version, theirs=row.report, ours=words)
        row.state = after("report", row.state)
        if done_on > on:
            raise Invalid(N_("Choose today or an earlier day."), field="done_on")
        row.report = needed(words, "words", N_("Write what was done."))
        row.done_on, row.reported_by, row.reported_at = done_on, by.person, at  # type: ignore[assignment]
        row.returned = ""
        record(by, "meeting_action.report", row, [row], at=at, reason=row.report)
        return row


def move(
    id: int, version: int, to: date, words: str, *, by: Actor, at: datetime, on: date
) -> MeetingAction:
    """Another day than the meeting agreed, with the reason; a later one counts as slipped."""
    with transaction():
        row = seen_by(by, id, lock=True)
        require(by, "move meeting actions")
        based_on(row, version)
        if belongs(by, row):
            raise Forbidden(OWN_DAY)
        if row.state != Progress.OPEN or row.item.meeting.state != State.CLOSED:
            raise Refused(NOT_TO_MOVE)
        before, reason = row.due_on, needed(words, "words")
        _moved(row, checked_move(to, before, on))
        told = {"before": before.isoformat(), "to": to.isoformat()}
        record(by, "meeting_action.move", row, [row], at=at, reason=reason, **told)
        return row


def _moved(row: MeetingAction, to: date) -> None:
    row.first_due_on = row.first_due_on or row.due_on
    row.moved += to > row.due_on
    row.due_on = to


def check(id: int, version: int, *, by: Actor, at: datetime) -> MeetingAction:
    with transaction():
        row = _to_check(id, version, by)
        row.state = after("check", row.state)
        row.checked_by, row.checked_at = by.person, at  # type: ignore[assignment]
        record(by, "meeting_action.check", row, [row], at=at)
        return row


def send_back(id: int, version: int, words: str, *, by: Actor, at: datetime) -> MeetingAction:
    """Something is still missing."""
    with transaction():
        row = _to_check(id, version, by)
        row.state = after("return", row.state)
        row.returned = needed(words, "words", N_("Say what is still missing."))
        record(by, "meeting_action.return", row, [row], at=at, reason=row.returned)
        return row


def _to_check(id: int, version: int, by: Actor) -> MeetingAction:
    row = seen_by(by, id, lock=True)
    require(by, "check meeting actions")
    based_on(row, version)
    if belongs(by, row) or by.person == row.reported_by_id:
        raise Forbidden(OWN)
    return row
