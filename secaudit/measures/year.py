"""A fiscal year with its targets and what its self-check says, read once."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app

from secaudit.catalogue.controls import Catalogue, Chapter
from secaudit.catalogue.installed import current as in_use
from secaudit.measures import reading
from secaudit.measures.attainment import Cells, Line, chapters_attained, line
from secaudit.measures.kinds import CITY
from secaudit.measures.reading import Targets
from secaudit.metrics.rate import Rate
from secaudit.metrics.variant import STANDARD, Variant
from secaudit.selfcheck import reading as selfcheck
from secaudit.selfcheck.kinds import PeriodState
from secaudit.selfcheck.models import Period

NOT_OPENED = (PeriodState.DRAFT, PeriodState.APPROVED)


@dataclass(frozen=True)
class Year:
    """`lines`: the city first, then the chapters in the catalogue's order."""

    year: int
    targets: Targets | None
    period: Period | None  # the newest self-check of the year that has been opened
    chapters: tuple[Chapter, ...]
    lines: tuple[Line, ...]
    cells: Cells

    @property
    def chapters_attained(self) -> Rate:
        return chapters_attained(self.lines)

    def line(self, place: str) -> Line | None:
        return next((each for each in self.lines if each.place == place), None)


def year_with_targets(year: int) -> Year:
    """Targets beside the declared rates of the year's newest self-check."""
    period = period_of(year)
    catalogue, held = catalogue_of(period), reading.targets(year)
    cells = selfcheck.counts(period) if period else {}
    variant = Variant.of(period.settings) if period and period.settings else STANDARD
    goals = aims(held)
    asked = {chapter for _unit, chapter in cells}
    shown = [each for each in catalogue.chapters if each.id in asked | set(goals)]
    places = (CITY, *(each.id for each in shown))
    lines = tuple(line(place, goals.get(place), cells, variant) for place in places)
    return Year(year, held, period, tuple(shown), lines, cells)


def aims(held: Targets | None) -> Mapping[str, int]:
    """Place → target, the city's among them."""
    if held is None:
        return {}
    return {**held.chapters, **({CITY: held.city} if held.city is not None else {})}


def period_of(year: int) -> Period | None:
    opened = (p for p in selfcheck.periods() if p.state not in NOT_OPENED)
    return next((p for p in opened if p.fiscal_year == year), None)


def catalogue_of(period: Period | None) -> Catalogue:
    """What the self-check asked by; before there is one, what is in use now."""
    return selfcheck.catalogue_of(period) if period else in_use(current_app.config)


def known_years(now: int) -> list[int]:
    """Years to choose from, the newest first: the next one is planned in this one."""
    opened = {p.fiscal_year for p in selfcheck.periods() if p.state not in NOT_OPENED}
    return sorted({now, now + 1, *opened, *reading.years()}, reverse=True)
