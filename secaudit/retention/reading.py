"""Named queries: what there is of each class and year, what holds it back, what was disposed of."""

from datetime import date

from secaudit.access.guard import Actor, require
from secaudit.calendar.fiscal import last_day
from secaudit.calendar.moments import end_of
from secaudit.errors import Missing
from secaudit.organisation.settings import settings
from secaudit.people.models import Person
from secaudit.retention.models import Disposal, DisposalApproval, Hold
from secaudit.retention.rules import Item, State, due
from secaudit.retention.stock import STOCK


def stock() -> dict[Item, bool]:
    """Everything that is still there, by class and year; False: somebody still works at it."""
    gone = disposed()
    return {
        item: over
        for cls, years in STOCK.items()
        for year, over in years().items()
        if (item := Item(cls, year)) not in gone
    }


def disposed() -> set[Item]:
    rows = Disposal.select().where(Disposal.state == State.CARRIED_OUT)
    return {item for row in rows for item in row.listed}


def held() -> dict[Item, Hold]:
    """What must not go now, with one reason for each."""
    return {row.item: row for row in Hold.select().where(Hold.ended_at.is_null())}


def holds() -> list[Hold]:
    rows = Hold.select(Hold, Person).join(Person, on=(Hold.set_by == Person.id))
    return list(rows.order_by(Hold.ended_at.is_null(False), Hold.id.desc()))


def disposals() -> list[Disposal]:
    rows = Disposal.select(Disposal, Person).join(Person, on=(Disposal.proposed_by == Person.id))
    return list(rows.order_by(Disposal.id.desc()))


def disposal(id: int, actor: Actor) -> Disposal:
    require(actor, "see disposals")
    rows = Disposal.select(Disposal, Person).join(Person, on=(Disposal.proposed_by == Person.id))
    row = rows.where(Disposal.id == id).get_or_none()
    if row is None:
        raise Missing()
    return row


def hold(id: int) -> Hold:
    row = Hold.get_or_none(Hold.id == id)
    if row is None:
        raise Missing()
    return row


def approvals(row: Disposal) -> list[DisposalApproval]:
    rows = DisposalApproval.select().where(DisposalApproval.disposal == row)
    return list(rows.order_by(DisposalApproval.id))


def end_of_year(year: int):
    """The first moment that is no longer of that fiscal year."""
    return end_of(last_day(year))


def approved_by(row: Disposal) -> set[int]:
    return {each.by_id for each in approvals(row) if each.by_id}


def due_now(on: date) -> list[Item]:
    """What may be put on a list that day."""
    finished = [item for item, over in stock().items() if over]
    return due(finished, settings(), held(), on)


def waiting() -> list[Disposal]:
    """Lists that wait for approval or for being carried out."""
    open_ones = (State.PROPOSED, State.APPROVED)
    return list(Disposal.select().where(Disposal.state.in_(open_ones)).order_by(Disposal.id))
