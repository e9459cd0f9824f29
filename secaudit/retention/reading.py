"""Named queries: what there is of each class and year, what holds it back, what was disposed of."""

from collections.abc import Callable
from datetime import date

from secaudit.access.guard import Actor, require
from secaudit.audits.lifecycle import State as Stage
from secaudit.audits.models import Engagement, WorkingPaper
from secaudit.calendar.fiscal import fiscal_year, last_day
from secaudit.calendar.moments import end_of, today_in_tokyo
from secaudit.errors import Missing
from secaudit.findings.lifecycle import State as Step
from secaudit.findings.models import Finding
from secaudit.journal.models import JournalEntry
from secaudit.organisation.settings import settings
from secaudit.people.models import Person
from secaudit.retention.models import Disposal, DisposalApproval, Hold
from secaudit.retention.rules import Class, Item, State, due
from secaudit.selfcheck.kinds import FINAL
from secaudit.selfcheck.models import Period

SIGN_INS = ("account.sign_in", "limit.tripped")


def _periods() -> dict[int, bool]:
    """Fiscal years with self-checks, and whether all of that year are final."""
    found: dict[int, bool] = {}
    for row in Period.select(Period.fiscal_year, Period.state):
        found[row.fiscal_year] = found.get(row.fiscal_year, True) and row.state in FINAL
    return found


def _audits() -> dict[int, bool]:
    """Fiscal years with audits, and whether all of them and their findings are over."""
    found: dict[int, bool] = {}
    for row in Engagement.select(Engagement.fiscal_year, Engagement.state):
        over = row.state in (Stage.CLOSED, Stage.CANCELLED)
        found[row.fiscal_year] = found.get(row.fiscal_year, True) and over
    for year in _years_of_open_findings():
        found[year] = False
    return found


def _years_of_open_findings() -> set[int]:
    rows = Finding.select(Engagement.fiscal_year).join(WorkingPaper).join(Engagement)
    open_ones = Finding.state.not_in([Step.CLOSED, Step.DROPPED])
    years = rows.where(open_ones).distinct().tuples()
    return {year for (year,) in years.execute()}


def _sign_ins() -> dict[int, bool]:
    """Fiscal years from the first sign-in on; nothing of them is ever unfinished."""
    first = JournalEntry.select().where(JournalEntry.act.in_(SIGN_INS)).order_by(JournalEntry.id)
    oldest = first.first()
    if oldest is None:
        return {}
    newest = JournalEntry.select().order_by(JournalEntry.id.desc()).get()
    years = (fiscal_year(today_in_tokyo(each.at)) for each in (oldest, newest))
    return dict.fromkeys(range(next(years), next(years) + 1), True)


STOCK: dict[Class, Callable[[], dict[int, bool]]] = {
    Class.ANSWERS: _periods,
    Class.AUDITS: _audits,
    Class.SIGN_INS: _sign_ins,
}


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
