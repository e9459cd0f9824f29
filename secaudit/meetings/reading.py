"""Named queries: meetings, agendas, decisions and what became of them, as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from secaudit.meetings.kinds import Outcome, Progress, Reflected, Source, State
from secaudit.meetings.models import AgendaItem, Meeting, MeetingAction, Resolution
from secaudit.meetings.rows import actions_of, newest_resolutions


@dataclass(frozen=True)
class Gathering:
    """A meeting as others show it."""

    id: int
    fiscal_year: int
    number: int
    on: date
    time: str
    place: str
    state: State


@dataclass(frozen=True)
class Act:
    """An action that followed from a decision, and how far it is."""

    id: int
    what: str
    owner_unit: int | None
    owner_title: str
    due_on: date
    progress: Progress
    done_on: date | None = None
    report: str = ""
    first_due_on: date | None = None  # where it was moved since
    moved: int = 0  # how often it was put off

    @property
    def agreed_on(self) -> date:
        """The day that the meeting agreed, and that its minutes say."""
        return self.first_due_on or self.due_on

    def is_late(self, on: date) -> bool:
        return self.progress == Progress.OPEN and self.due_on < on


@dataclass(frozen=True)
class Point:
    """A point of the agenda; `outcome` once it has been decided."""

    id: int
    number: int  # its place on the agenda, from 1
    source: Source
    about: str
    title: str
    text: str
    outcome: Outcome | None = None
    words: str = ""
    reflected: tuple[Reflected, ...] = ()
    where: str = ""
    version: int = 0  # of the decision; above 1 it was corrected
    reason: str = ""
    actions: tuple[Act, ...] = ()


@dataclass(frozen=True)
class Decided:
    """A decision with the meeting that took it."""

    meeting: Gathering
    point: Point


# --- what others ask ------------------------------------------------------------------------


def next_meeting(on: date) -> Gathering | None:
    """The next that is planned for this day or a later one. One statement."""
    query = Meeting.select().where((Meeting.state == State.PLANNED) & (Meeting.on >= on))
    row = query.order_by(Meeting.on, Meeting.id).first()
    return as_gathering(row) if row else None


def meeting_on(day: date | None) -> Gathering | None:
    """The meeting of that day, if there is one."""
    row = Meeting.select().where(Meeting.on == day).order_by(Meeting.id).first() if day else None
    return as_gathering(row) if row else None


def agenda(meeting: int) -> tuple[Point, ...]:
    """The points of a meeting in their order, decided or not. Three statements."""
    return points_of([meeting]).get(meeting, ())


def decisions(before: date, meetings: int | None = None) -> tuple[Decided, ...]:
    """What meetings before that day decided, the newest meeting first; with every action's
    progress. `meetings`: only the newest so many. Four statements."""
    over = (Meeting.on < before) & Meeting.state.in_([State.HELD, State.CLOSED])
    rows = list(Meeting.select().where(over).order_by(Meeting.on.desc(), Meeting.id.desc()))
    rows = rows if meetings is None else rows[:meetings]
    points = points_of(row.id for row in rows)
    return tuple(
        Decided(as_gathering(row), point)
        for row in rows
        for point in points.get(row.id, ())
        if point.outcome is not None
    )


# --- from rows to values --------------------------------------------------------------------


def as_gathering(row: Meeting) -> Gathering:
    return Gathering(row.id, row.fiscal_year, row.number, row.on, row.time, row.place, row.state)


def points_of(meetings: Iterable[int]) -> dict[int, tuple[Point, ...]]:
    """Meeting → its points. Three statements for all of them."""
    here = AgendaItem.meeting.in_(list(meetings) or [0]) & ~AgendaItem.removed
    items = list(AgendaItem.select().where(here).order_by(AgendaItem.position, AgendaItem.id))
    ids = [item.id for item in items]
    newest, acts = newest_resolutions(ids), actions_of(ids)
    found: dict[int, list[Point]] = {}
    for item in items:
        of = found.setdefault(item.meeting_id, [])
        of.append(_point(item, len(of) + 1, newest.get(item.id), acts.get(item.id, [])))
    return {meeting: tuple(points) for meeting, points in found.items()}


def _point(
    item: AgendaItem, number: int, decision: Resolution | None, acts: list[MeetingAction]
) -> Point:
    told = {} if decision is None else {
        "outcome": decision.outcome,
        "words": decision.words,
        "reflected": tuple(map(Reflected, decision.reflected)),
        "where": decision.where,
        "version": decision.number,
        "reason": decision.reason,
    }  # fmt: skip
    return Point(
        id=item.id,
        number=number,
        source=item.source,
        about=item.about,
        title=item.title,
        text=item.text,
        actions=tuple(map(as_act, acts)),
        **told,
    )


def as_act(row: MeetingAction) -> Act:
    return Act(
        row.id, row.what, row.owner_unit_id, row.owner_title, row.due_on, row.state, row.done_on,
        row.report, row.first_due_on, row.moved,
    )  # fmt: skip
