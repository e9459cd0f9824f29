"""How far units lie apart: median and quartiles of their rates."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from secaudit.metrics.rate import one_decimal


@dataclass(frozen=True)
class Spread:
    """In percent. Half of the units lie between `low` and `high`."""

    low: Decimal
    median: Decimal
    high: Decimal


def spread(rates: Collection[Fraction]) -> Spread | None:
    """中央値と四分位数 of the units' exact rates; None of nothing.

    The p-quantile of n sorted rates stands at place (n − 1) × p, between neighbours in proportion.
    Source: Hyndman and Fan 1996, definition 7, which is also QUARTILE.INC of spreadsheets, so that
    it can be checked there.
    """
    if not rates:
        return None
    ordered = sorted(rates, key=float)  # comparing fractions costs ten times as much
    low, median, high = (_quantile(ordered, Fraction(n, 4)) for n in (1, 2, 3))
    return Spread(low, median, high)


def _quantile(ordered: list[Fraction], share: Fraction) -> Decimal:
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    exact = ordered[below] + (place - below) * (ordered[above] - ordered[below])
    return one_decimal(exact.numerator, exact.denominator)
