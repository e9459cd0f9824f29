"""Several years side by side, by chapter; on request only over questions that never changed. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from secaudit.metrics.answers import (
    attainment_rate,
    implementation_rate,
    na_rate,
    required_rate,
    summed,
    unknown_rate,
    weighted_rate,
)
from secaudit.metrics.counts import Counts
from secaudit.metrics.rate import Rate, points
from secaudit.metrics.spread import Spread, spread
from secaudit.reports.inputs import PeriodFact, Text, Year
from secaudit.reports.pairing import same_meaning

YEARS = 5
MOVERS = 3  # in each direction


@dataclass(frozen=True)
class TrendLine:
    id: str
    title: Text
    rates: tuple[Rate, ...]  # oldest first
    spreads: tuple[Spread | None, ...] = ()  # of the departments that handed in

    @property
    def change(self) -> Decimal | None:
        """Since the year before, in points."""
        return points(self.rates[-1], self.rates[-2]) if len(self.rates) > 1 else None


@dataclass(frozen=True)
class Trend:
    periods: tuple[PeriodFact, ...]  # oldest first
    counted: tuple[Rate, ...]  # sheets handed in, of those required
    city: tuple[Rate, ...]
    chapters: tuple[TrendLine, ...]
    questions: int  # that stand in every year with the same meaning
    of_questions: int  # asked in the newest
    spreads: tuple[Spread | None, ...] = ()  # of the departments, over all chapters
    unknown: tuple[Rate, ...] = ()  # how far the answers can be trusted, over all questions
    not_applicable: tuple[Rate, ...] = ()
    required: tuple[Rate, ...] = ()  # of the items that the catalogue marks 必須
    attained: tuple[Rate, ...] = ()  # departments that reach the target of their year
    weighted: tuple[Rate, ...] = ()  # with half credit; none where the newest year does not show it

    @property
    def rose(self) -> list[TrendLine]:
        """Chapters that moved most, the largest step first."""
        return [each for each in reversed(self._moved()) if (each.change or 0) > 0][:MOVERS]

    @property
    def fell(self) -> list[TrendLine]:
        return [each for each in self._moved() if (each.change or 0) < 0][:MOVERS]

    def _moved(self) -> list[TrendLine]:
        return sorted(self.chapters, key=lambda each: each.change or 0)


def trend(years: Sequence[Year], same_only: bool = False) -> Trend:
    """Years from the oldest to the newest; the newest names the chapters."""
    newest, same = years[-1], unchanged(years)
    columns = [_Column(year, same if same_only else None) for year in years]
    everything = [year.tally.whole for year in years]
    return Trend(
        periods=tuple(year.period for year in years),
        counted=tuple(_counted(year) for year in years),
        city=tuple(each.rate() for each in columns),
        spreads=tuple(each.spread() for each in columns),
        chapters=tuple(
            TrendLine(
                each.id,
                each.title,
                tuple(column.rate(each.id) for column in columns),
                tuple(column.spread(each.id) for column in columns),
            )
            for each in newest.chapters
            if columns[-1].asks(each.id)
        ),
        unknown=tuple(map(unknown_rate, everything)),
        not_applicable=tuple(map(na_rate, everything)),
        required=tuple(map(_required, years)),
        attained=tuple(map(_attained, years)),
        weighted=tuple(map(weighted_rate, everything)) if newest.variant.shows_weighted else (),
        questions=len(same & columns[-1].asked),
        of_questions=len(columns[-1].asked),
    )


class _Column:
    """One year, over all its questions or only those that are the `same` in every year."""

    def __init__(self, year: Year, same: frozenset[str] | None):
        self.asked = year.tally.asked
        self.chosen = self.asked if same is None else self.asked & same
        self.by_control = year.tally.by_control
        self.departments = year.tally if same is None else year.shared
        self.chapter = {each.id: each.chapter for each in year.controls}

    def asks(self, chapter: str) -> bool:
        return any(self.chapter.get(each) == chapter for each in self.asked)

    def rate(self, chapter: str | None = None) -> Rate:
        counts = (
            each
            for control, each in self.by_control.items()
            if control in self.chosen and chapter in (None, self.chapter[control])
        )
        return implementation_rate(summed(counts))

    def spread(self, chapter: str | None = None) -> Spread | None:
        """Of the departments that handed in."""
        of = self.departments
        by_sheet = of.by_sheet if chapter is None else of.by_cell.get(chapter, {})
        found = map(_exact, by_sheet.values())
        return spread([each for each in found if each is not None])


@lru_cache(maxsize=20_000)
def _exact(counts: Counts) -> Fraction | None:
    """The same few counts stand in most cells."""
    return implementation_rate(counts).exact


def unchanged(years: Sequence[Year]) -> frozenset[str]:
    newest = years[-1]
    same = newest.tally.asked
    for year in years[:-1]:
        same &= same_meaning(newest.controls, year.controls) & year.tally.asked
    return same


def _required(year: Year) -> Rate:
    of = {each.id for each in year.controls if each.required}
    return required_rate(summed(n for id, n in year.tally.by_control.items() if id in of))


def _attained(year: Year) -> Rate:
    rates = map(implementation_rate, year.tally.by_sheet.values())
    return attainment_rate(rates, year.variant.target)


def _counted(year: Year) -> Rate:
    required = [sheet for sheet in year.sheets if not sheet.exempted]
    return Rate(sum(sheet.counted for sheet in required), len(required))
