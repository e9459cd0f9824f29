"""Named queries for rows of meetings: what actions change and pages show."""

from collections.abc import Iterable

from secaudit.database import locking
from secaudit.errors import Missing
from secaudit.meetings.kinds import Progress
from secaudit.meetings.models import AgendaItem, Meeting, MeetingAction, Minutes, Resolution


def meeting(id: int, lock: bool = False) -> Meeting:
    query = Meeting.select().where(Meeting.id == id)
    row = (locking(query) if lock else query).first()
    if row is None:
        raise Missing()
    return row


def all_meetings() -> list[Meeting]:
    """Every meeting, the newest first."""
    return list(Meeting.select().order_by(Meeting.on.desc(), Meeting.id.desc()))


def item(id: int, lock: bool = False) -> AgendaItem:
    """A point that is on the agenda, with its meeting."""
    query = AgendaItem.select(AgendaItem, Meeting).join(Meeting)
    query = query.where((AgendaItem.id == id) & ~AgendaItem.removed)
    row = (locking(query, of=AgendaItem) if lock else query).first()
    if row is None:
        raise Missing()
    return row


def items_of(row: Meeting) -> list[AgendaItem]:
    """Every point there ever was, also those taken off again."""
    rows = AgendaItem.select().where(AgendaItem.meeting == row.id)
    return list(rows.order_by(AgendaItem.position, AgendaItem.id))


def minutes_of(row: Meeting) -> list[Minutes]:
    """Every version of the general part, the one that holds last."""
    rows = Minutes.select().where(Minutes.meeting == row.id)
    return list(rows.order_by(Minutes.number))


def resolutions_of(ids: Iterable[int]) -> dict[int, list[Resolution]]:
    """Point → every version of its decision, the one that holds last."""
    rows = Resolution.select().where(Resolution.item.in_(list(ids) or [0]))
    found: dict[int, list[Resolution]] = {}
    for row in rows.order_by(Resolution.number):
        found.setdefault(row.item_id, []).append(row)
    return found


def newest_resolutions(ids: Iterable[int]) -> dict[int, Resolution]:
    return {item: rows[-1] for item, rows in resolutions_of(ids).items()}


def actions_of(ids: Iterable[int]) -> dict[int, list[MeetingAction]]:
    """Point → its actions in the order they were agreed."""
    rows = MeetingAction.select().where(MeetingAction.item.in_(list(ids) or [0]))
    found: dict[int, list[MeetingAction]] = {}
    for row in rows.order_by(MeetingAction.id):
        found.setdefault(row.item_id, []).append(row)
    return found


def _with_point():
    return MeetingAction.select(MeetingAction, AgendaItem, Meeting).join(AgendaItem).join(Meeting)


def action(id: int, lock: bool = False) -> MeetingAction:
    """One action, with the point and the meeting it came from."""
    query = _with_point().where(MeetingAction.id == id)
    row = (locking(query, of=MeetingAction) if lock else query).first()
    if row is None:
        raise Missing()
    return row


def all_actions(*progress: Progress) -> list[MeetingAction]:
    """Actions that are so far (or all), the one due first on top."""
    rows = _with_point()
    if progress:
        rows = rows.where(MeetingAction.state.in_(progress))
    return list(rows.order_by(MeetingAction.due_on, MeetingAction.id))
