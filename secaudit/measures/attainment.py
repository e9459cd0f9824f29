"""Targets beside what was reached. Pure: counts and targets in, lines out.

Source of every rate: `secaudit.metrics`. Declared figures only; what was not handed in is in the
coverage and in nothing else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from secaudit.measures.kinds import CITY
from secaudit.metrics.answers import (
    attainment_rate,
    coverage_rate,
    implementation_rate,
    summed,
)
from secaudit.metrics.counts import Counts
from secaudit.metrics.rate import Rate, points
from secaudit.metrics.variant import STANDARD, Variant

Cells = Mapping[tuple[int, str], Counts]  # by unit and chapter


@dataclass(frozen=True)
class Share:
    """One department's rate beside the target."""

    unit: int
    rate: Rate
    reached: bool | None  # none: nothing was assessed, or there is no target


@dataclass(frozen=True)
class Line:
    """A chapter, or the city: target, rate, and how many departments reached the target."""

    place: str
    target: int | None
    rate: Rate
    coverage: Rate
    attained: Rate  # 到達率: departments that reach it / departments assessed

    @property
    def reached(self) -> bool | None:
        """None where there is no target, or nothing to assess."""
        if self.target is None or not self.rate.denominator:
            return None
        return self.rate.reaches(self.target)

    @property
    def apart(self) -> Decimal | None:
        """Rate minus target, in points."""
        return None if self.target is None else points(self.rate, Rate(self.target, 100))


def line(place: str, target: int | None, cells: Cells, variant: Variant = STANDARD) -> Line:
    counts = by_unit(place, cells)
    whole = summed(counts.values())
    rates = map(implementation_rate, counts.values())
    return Line(
        place,
        target,
        implementation_rate(whole),
        coverage_rate(whole, variant),
        Rate(0, 0) if target is None else attainment_rate(rates, target),
    )


def by_unit(place: str, cells: Cells) -> dict[int, Counts]:
    """Each department's counts of a chapter, or of all of them."""
    found: dict[int, Counts] = {}
    for (unit, chapter), counts in cells.items():
        if place in (CITY, chapter):
            found[unit] = found.get(unit, Counts()) + counts
    return found


def shares(place: str, target: int | None, cells: Cells) -> dict[int, Share]:
    """What stands behind the attainment rate: one line a department."""
    rates = {unit: implementation_rate(counts) for unit, counts in by_unit(place, cells).items()}
    return {unit: Share(unit, rate, _reached(rate, target)) for unit, rate in rates.items()}


def _reached(rate: Rate, target: int | None) -> bool | None:
    return rate.reaches(target) if target is not None and rate.denominator else None


def chapters_attained(lines: Iterable[Line]) -> Rate:
    """到達率 over items: chapters that reach their own target / chapters with one that were assessed."""
    judged = [each.reached for each in lines if each.place != CITY and each.reached is not None]
    return Rate(sum(judged), len(judged))
