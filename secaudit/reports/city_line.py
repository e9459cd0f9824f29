"""The city's rate through the years, for the small line of the overview. Pure.

The trend page tells the same of every chapter and department; here only the city is counted, from
the answers alone, because the overview is opened often.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from secaudit.metrics.answers import implementation_rate
from secaudit.metrics.rate import Rate
from secaudit.reports.counting import Tally
from secaudit.reports.inputs import PeriodFact, Year
from secaudit.reports.trends import unchanged


@dataclass(frozen=True)
class CityLine:
    """Over the questions that every one of these years asked with the same meaning."""

    periods: tuple[PeriodFact, ...]  # oldest first
    rates: tuple[Rate, ...]
    questions: int


def city_line(years: Sequence[Year]) -> CityLine | None:
    """From the oldest to the newest; no line where fewer than two have a rate."""
    same = unchanged(years)
    over = [Tally(each.tally.lines, each.tally.columns, same) for each in years]
    rates = tuple(implementation_rate(each.whole) for each in over)
    if sum(bool(each.denominator) for each in rates) < 2:
        return None
    return CityLine(tuple(year.period for year in years), rates, len(same))
