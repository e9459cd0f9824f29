"""At and after the meeting: who was there, what was decided, what is done because of it."""

from collections.abc import Sequence
from datetime import date, datetime

from secaudit.access.guard import Actor, require
from secaudit.database import Record
from secaudit.errors import N_, Conflict, Refused
from secaudit.journal.actions import CHANGED, based_on, record, transaction
from secaudit.meetings import rows
from secaudit.meetings.actions.planning import DEED
from secaudit.meetings.kinds import State, allowed
from secaudit.meetings.models import Meeting, MeetingAction, Minutes, Resolution
from secaudit.meetings.rules import Agreed, Attendance, Decision, checked_agreed, needed

UNDECIDED = N_("Record first what was decided about every point.")


def seen_of(versions: Sequence[Record]) -> int:
    """What a form is made from: the entry of the version that holds; 0 where there is none."""
    return versions[-1].entry if versions else 0


def _compare(versions: Sequence, seen: int, theirs: str, ours: str) -> None:
    if seen_of(versions) != seen:
        raise Conflict(CHANGED, theirs=theirs, ours=ours)


def attend(
    id: int,
    seen: int,
    told: Attendance,
    reason: str = "",
    *,
    by: Actor,
    at: datetime,
    on: date,
) -> Minutes:
    """Who was there. The first time it says that the meeting was held; after the minutes are
    closed it is another version, with the reason."""
    require(by, DEED)
    with transaction():
        row = rows.meeting(id, lock=True)
        if row.on > on:
            raise Refused(N_("The meeting has not been held yet."))
        kept = rows.minutes_of(row)
        present = needed(told.present, "present", N_("Write who was there."))
        _compare(kept, seen, _said(kept), told.as_text())
        minutes = kept[-1] if kept and row.state != State.CLOSED else _next_minutes(row, kept)
        minutes.present, minutes.absent = present, told.absent.strip()
        minutes.remarks, minutes.by, minutes.at = told.remarks.strip(), by.person, at  # type: ignore[assignment]
        minutes.reason = needed(reason, "reason") if row.state == State.CLOSED else ""
        _write(row, minutes, "meeting.hold", by, at)
        return minutes


def _said(kept: list[Minutes]) -> str:
    last = kept[-1] if kept else None
    return Attendance(last.present, last.absent, last.remarks).as_text() if last else ""


def _next_minutes(row: Meeting, kept: list[Minutes]) -> Minutes:
    return Minutes(meeting=row, number=len(kept) + 1)


def _write(row: Meeting, version, act: str, by: Actor, at: datetime) -> None:
    """With the meeting, where that makes it one that was held."""
    changed: list[Record] = [version]
    if row.state == State.PLANNED:
        row.state = State.HELD
        changed = [row, version]
    act = "meeting.correct" if row.state == State.CLOSED else act
    record(by, act, row, changed, at=at, reason=version.reason)


def decide(
    item: int,
    seen: int,
    told: Decision,
    reason: str = "",
    *,
    by: Actor,
    at: datetime,
) -> Resolution:
    """What was decided about one point; another version, with the reason, once closed."""
    require(by, DEED)
    with transaction():
        point = rows.item(item, lock=True)
        row: Meeting = point.meeting  # type: ignore[assignment]
        allowed(row.state, State.HELD, State.CLOSED)
        kept = rows.resolutions_of([item]).get(item, [])
        words = needed(told.words, "words", N_("Write what was decided."))
        _compare(kept, seen, _decided(kept), told.as_text())
        fresh = not kept or row.state == State.CLOSED
        found = Resolution(item=point, number=len(kept) + 1) if fresh else kept[-1]
        found.outcome, found.words, found.where = told.outcome, words, told.where.strip()
        found.reflected = [each.value for each in told.reflected]
        found.by, found.at = by.person, at  # type: ignore[assignment]
        found.reason = needed(reason, "reason") if row.state == State.CLOSED else ""
        _write(row, found, "meeting.decide", by, at)
        return found


def _decided(kept: list[Resolution]) -> str:
    return "\n".join(filter(None, (kept[-1].words, kept[-1].where))) if kept else ""


def agree(item: int, wanted: Agreed, *, by: Actor, at: datetime) -> MeetingAction:
    """What is done because of a decision, by which post, by when."""
    require(by, DEED)
    with transaction():
        point = rows.item(item, lock=True)
        row: Meeting = point.meeting  # type: ignore[assignment]
        allowed(row.state, State.HELD)
        right = checked_agreed(wanted, row.on)
        found = MeetingAction(
            item=point,
            what=right.what,
            owner_unit=right.owner_unit,
            owner_title=right.owner_title,
            due_on=right.due_on,
        )
        record(by, "meeting.agree", row, [found], at=at, what=right.what)
        return found


def change_agreed(
    id: int, version: int, wanted: Agreed, *, by: Actor, at: datetime
) -> MeetingAction:
    """Put right before the minutes are closed."""
    require(by, DEED)
    with transaction():
        found = rows.action(id, lock=True)
        row: Meeting = found.item.meeting  # type: ignore[attr-defined]
        based_on(found, version, theirs=found.what, ours=wanted.what)
        allowed(row.state, State.HELD)
        right = checked_agreed(wanted, row.on)
        found.what, found.due_on = right.what, right.due_on
        found.owner_unit, found.owner_title = right.owner_unit, right.owner_title  # type: ignore[assignment]
        record(by, "meeting.agree", row, [found], at=at, what=right.what)
        return found


def close(id: int, version: int, *, by: Actor, at: datetime) -> Meeting:
    """The minutes are final: from now on there are only further versions of their parts."""
    require(by, DEED)
    with transaction():
        row = rows.meeting(id, lock=True)
        based_on(row, version)
        allowed(row.state, State.HELD)
        points = [each.id for each in rows.items_of(row) if not each.removed]
        if set(points) - rows.newest_resolutions(points).keys():
            raise Refused(UNDECIDED)
        row.state, row.closed_by, row.closed_at = State.CLOSED, by.person, at  # type: ignore[assignment]
        record(by, "meeting.close", row, [row], at=at)
        return row


def note_export(row: Meeting, *, by: Actor, at: datetime) -> None:
    with transaction():
        record(by, "export.meeting", row, [], at=at)
