"""Named queries: programmes and plans, whose turn is when, who was audited when."""

from collections.abc import Iterable
from dataclasses import dataclass

from secaudit.audits.lifecycle import ISSUED, UNDER_WAY, State
from secaudit.audits.models import Engagement, WorkingPaper
from secaudit.audits.programme.models import AnnualPlan, Programme, Turn
from secaudit.audits.reach import Lines
from secaudit.audits.sampling.reading import of_single_cells
from secaudit.errors import Missing

YEARS = range(2000, 2100)  # of which a page can be asked for


def programmes() -> list[Programme]:
    """Newest first."""
    return list(Programme.select().order_by(Programme.first_year.desc(), Programme.id.desc()))


def find(id: int) -> Programme:
    found = Programme.get_or_none(Programme.id == id)
    if found is None:
        raise Missing()
    return found


def of_year(year: int) -> Programme | None:
    """The newest programme that covers a fiscal year."""
    return next((each for each in programmes() if year in each.fiscal_years), None)


def turns(programme: Programme) -> list[Turn]:
    rows = Turn.select().where((Turn.programme == programme) & ~Turn.removed)
    return list(rows.order_by(Turn.fiscal_year, Turn.id))


def units_of_year(year: int, lines: Lines, standing: Iterable[int]) -> set[int]:
    """Whose turn it is in a year: the departments of today that carry on those of the programme."""
    programme = of_year(year)
    if programme is None:
        return set()
    named = {turn.unit_id for turn in turns(programme) if turn.fiscal_year == year}
    return lines.after(named) & set(standing)


def plan_of(year: int) -> AnnualPlan | None:
    return AnnualPlan.get_or_none(AnnualPlan.fiscal_year == year)


@dataclass(frozen=True, slots=True)
class Audited:
    """A department in one audit that was not cancelled."""

    unit: int
    name: str  # as it was called then
    year: int
    engagement: int
    number: str
    reported: bool


def audited() -> list[Audited]:
    """Every department of every audit that was not cancelled, oldest first; audits of single drawn
    cells are none of a department. One query."""
    rows = (
        WorkingPaper.select(WorkingPaper.unit, WorkingPaper.name, Engagement)
        .join(Engagement)
        .where(~WorkingPaper.removed & Engagement.state.in_(list(UNDER_WAY | {State.CLOSED})))
        .where(Engagement.id.not_in(of_single_cells()))
        .order_by(Engagement.fiscal_year, Engagement.serial)
    )
    return [
        Audited(
            row.unit_id,
            row.name,
            row.engagement.fiscal_year,
            row.engagement_id,
            row.engagement.number,
            row.engagement.state in ISSUED,
        )
        for row in rows
    ]


def engagements_of(year: int) -> list[Engagement]:
    """Also those that were cancelled, in the order of their numbers."""
    rows = Engagement.select().where(Engagement.fiscal_year == year)
    return list(rows.order_by(Engagement.serial))
