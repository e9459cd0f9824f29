"""Before the meeting: when and where, and what is on the agenda."""

from collections.abc import Sequence
from datetime import datetime

from secaudit.access.guard import Actor, require
from secaudit.calendar.fiscal import fiscal_year
from secaudit.errors import N_, Invalid
from secaudit.journal.actions import based_on, record, transaction
from secaudit.meetings import rows
from secaudit.meetings.kinds import State, allowed
from secaudit.meetings.models import AgendaItem, Meeting
from secaudit.meetings.rules import Wanted, When, checked_when, moved, needed

DEED = "hold meetings"
TITLE = N_("Write what it is about.")


def plan(wanted: When, *, by: Actor, at: datetime) -> Meeting:
    """The next meeting of its fiscal year."""
    require(by, DEED)
    with transaction():
        right = checked_when(wanted)
        year = fiscal_year(right.on)
        earlier = [each for each in rows.all_meetings() if each.fiscal_year == year]
        row = Meeting(
            fiscal_year=year, number=len(earlier) + 1, planned_by=by.person, planned_at=at
        )
        _take(row, right)
        record(by, "meeting.plan", row, [row], at=at)
        return row


def _take(row: Meeting, right: When) -> None:
    row.on, row.time, row.place = right.on, right.time, right.place
    row.members = [role.value for role in right.members]


def change(id: int, version: int, wanted: When, *, by: Actor, at: datetime) -> Meeting:
    """Another day, place or circle, before it is held."""
    require(by, DEED)
    with transaction():
        row = rows.meeting(id, lock=True)
        right = checked_when(wanted)
        based_on(row, version, theirs=_text(row.on, row.place), ours=_text(right.on, right.place))
        allowed(row.state, State.PLANNED)
        if fiscal_year(right.on) != row.fiscal_year:
            raise Invalid(N_("The meeting stays in its fiscal year."), field="on")
        before = row.on
        _take(row, right)
        record(by, "meeting.change", row, [row], at=at, on_before=before)
        return row


def _text(on, place: str) -> str:
    return f"{on.isoformat()} {place}"


def add(id: int, wanted: Sequence[Wanted], *, by: Actor, at: datetime) -> list[AgendaItem]:
    """Points at the end of the agenda; what is on it already is not put there twice."""
    require(by, DEED)
    with transaction():
        row = rows.meeting(id, lock=True)
        allowed(row.state, State.PLANNED, State.HELD)
        there = [each for each in rows.items_of(row) if not each.removed]
        known = {(each.source, each.about) for each in there if each.about}
        new = [each for each in wanted if (each.source, each.about) not in known]
        if not new:
            raise Invalid(N_("Tick or write at least one point."), field="title")
        made = [_item(row, each, len(there) + n) for n, each in enumerate(new, 1)]
        record(by, "agenda.add", row, made, at=at, titles=[each.title for each in made])
        return made


def _item(row: Meeting, wanted: Wanted, position: int) -> AgendaItem:
    return AgendaItem(
        meeting=row,
        position=position,
        source=wanted.source,
        about=wanted.about,
        title=needed(wanted.title, "title", TITLE)[:200],
        text=wanted.text.strip(),
    )


def change_item(
    id: int, version: int, title: str, text: str, place: int, *, by: Actor, at: datetime
) -> AgendaItem:
    """Its words, and its place on the agenda."""
    require(by, DEED)
    with transaction():
        row = _open(id, version, f"{title}\n{text}")
        there = [each for each in rows.items_of(row.meeting) if not each.removed]  # type: ignore[arg-type]
        row.title, row.text = needed(title, "title", TITLE)[:200], text.strip()
        by_id = {each.id: each for each in there} | {row.id: row}
        order = moved([each.id for each in there], row.id, place)
        changed = [_placed(by_id[one], n) for n, one in enumerate(order, 1)]
        written = [each for each in changed if each.dirty_fields]
        record(by, "agenda.change", row.meeting, written, at=at, title=row.title)
        return row


def _open(id: int, version: int, ours: str = "") -> AgendaItem:
    row = rows.item(id, lock=True)
    based_on(row, version, theirs=f"{row.title}\n{row.text}", ours=ours)
    allowed(row.meeting.state, State.PLANNED)  # type: ignore[attr-defined]
    return row


def _placed(row: AgendaItem, position: int) -> AgendaItem:
    if row.position != position:
        row.position = position
    return row


def remove(id: int, version: int, *, by: Actor, at: datetime) -> AgendaItem:
    """Off the agenda again; that it was there stays in the journal."""
    require(by, DEED)
    with transaction():
        row = _open(id, version)
        row.removed = True
        record(by, "agenda.remove", row.meeting, [row], at=at, title=row.title)
        return row
