"""Which self-check is estimated, and what earlier years add, as the city has set it."""

from collections.abc import Sequence

from secaudit.audits.sampling.models import Draw
from secaudit.calibration.building import Calibration, Choices, YearLine, calibration, city
from secaudit.calibration.cells import Found
from secaudit.calibration.reading import draws_looked_at, found_in
from secaudit.organisation.settings import settings
from secaudit.reports.inputs import ChapterFact
from secaudit.reports.reading import chapter_facts, opened, period_fact
from secaudit.selfcheck.models import Period
from secaudit.selfcheck.reading import catalogue_of

YEARS = 5
NOTHING = Found()


def is_on() -> bool:
    return settings()["calibration"]


def choices() -> Choices:
    chosen = settings()
    return Choices(chosen["calibration_cells"], chosen["calibration_earlier"] / 100)


def newest_drawn(every: Sequence[Period]) -> Period | None:
    """The newest self-check of which chance drew cells that were looked at; else the newest."""
    draws = draws_looked_at()
    with_draws = [each for each in opened(list(every)) if each.id in draws]
    return next(iter([*with_draws, *opened(list(every))]), None)


def in_order(of: Period, every: Sequence[Period]) -> list[Period]:
    """This one and those before it, the newest first."""
    here = (of.fiscal_year, of.number)
    return [p for p in opened(list(every)) if (p.fiscal_year, p.number) <= here][:YEARS]


def found_over(periods: Sequence[Period]) -> list[Found]:
    """What was found in each; periods of which nothing was drawn are not read, but for the first."""
    draws = draws_looked_at()
    return [_found(each, draws, each.id == periods[0].id) for each in periods]


def _found(period: Period, draws: dict[int, list[Draw]], always: bool) -> Found:
    wanted = always or period.id in draws
    return found_in(period, draws.get(period.id, [])) if wanted else NOTHING


def estimated(of: Period, every: Sequence[Period]) -> tuple[Calibration, list[YearLine]]:
    """The page's value, and the city over the years, the newest first."""
    periods, chosen = in_order(of, every), choices()
    found = found_over(periods)
    lines = [
        YearLine(period_fact(period), city(one, found[index + 1 :], chosen))
        for index, (period, one) in enumerate(zip(periods, found, strict=True))
        if one.cells
    ]
    return calibration(found[0], found[1:], _chapters(of), chosen), lines


def _chapters(of: Period) -> tuple[ChapterFact, ...]:
    return chapter_facts(catalogue_of(of))
