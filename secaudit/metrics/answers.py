"""Figures of the self-check. a, b, c, d, n, m are the fields of `Counts`."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from decimal import Decimal
from operator import attrgetter
from typing import TypeVar

from secaudit.metrics.counts import Counts
from secaudit.metrics.rate import Rate, points
from secaudit.metrics.variant import STANDARD, Variant

Key = TypeVar("Key", bound=Hashable)

NONE = Counts()
PARTS = attrgetter("a", "b", "c", "d", "n", "m")


def submission_rate(submitted: int, required: int) -> Rate:
    """提出率 = submitted forms / required forms.

    Abolished units and people on leave are taken out of the required, with a reason.
    Source: practice of the ministries' self-checks.
    """
    return Rate(submitted, required)


def coverage_rate(counts: Counts, variant: Variant = STANDARD) -> Rate:
    """把握率 = (a+b+c+d+n) / (a+b+c+d+n+m); without d above the line where unknown is not grasped.

    Source: self-check reports of the ministries, about 2006–2011, as this product reads them.
    """
    unknown = 0 if variant.unknown_is_grasped else counts.d
    return Rate(counts.answered - unknown, counts.asked)


def implementation_rate(counts: Counts) -> Rate:
    """実施率 = a / (a+b+c+d): partial and unknown count as not implemented.

    Source: self-check reports of the ministries, about 2006–2011, as this product reads them.
    """
    return Rate(counts.a, counts.assessed)


def weighted_rate(counts: Counts) -> Rate:
    """実施率（部分点） = (a + 0.5 b) / (a+b+c+d), in halves so that it stays whole numbers.

    Never mixed with the strict rate. Source: practice of municipalities.
    """
    return Rate(2 * counts.a + counts.b, 2 * counts.assessed)


def attainment_rate(rates: Iterable[Rate], target: int | Decimal = STANDARD.target) -> Rate:
    """到達率 = units (or items) whose rate reaches the target / units (or items) assessed.

    Source: self-check reports of the ministries, about 2006–2011, as this product reads them.
    """
    assessed = [rate for rate in rates if rate.denominator]
    return Rate(sum(rate.reaches(target) for rate in assessed), len(assessed))


def required_rate(required: Counts) -> Rate:
    """必須達成率 = implemented required items / applicable required items, from their counts only.

    As in the rate of implementation, what is not submitted is not known to be applicable.
    Source: practice of municipalities.
    """
    return implementation_rate(required)


def na_rate(counts: Counts) -> Rate:
    """該当なし率 = n / (a+b+c+d+n). Above a fifth or so someone should look.

    Source: practice of municipalities.
    """
    return Rate(counts.n, counts.answered)


def unknown_rate(counts: Counts) -> Rate:
    """不明率 = d / (a+b+c+d): where training is wanted. Source: practice of municipalities."""
    return Rate(counts.d, counts.assessed)


def summed(counts: Iterable[Counts]) -> Counts:
    """The only way from departments to the city."""
    found = list(counts)
    if len(found) < 2:
        return found[0] if found else NONE
    return Counts(*map(sum, zip(*map(PARTS, found), strict=True)))


def comparable(
    now: Mapping[Key, Counts], before: Mapping[Key, Counts]
) -> tuple[Counts, Counts, int]:
    """Both years over the items they share, and how many those are."""
    shared: Collection[Key] = now.keys() & before.keys()
    return summed(now[key] for key in shared), summed(before[key] for key in shared), len(shared)


def yoy(now: Mapping[Key, Counts], before: Mapping[Key, Counts]) -> Decimal | None:
    """前年度差 = implementation rate − last year's, in points, over items of the same meaning.

    A key stands for an id with its meaning: a question that was reworded has another key.
    Source: practice of municipalities.
    """
    this_year, last_year, _ = comparable(now, before)
    return points(implementation_rate(this_year), implementation_rate(last_year))


def grade(rate: Rate) -> str | None:
    """評価: A = 100, B from 80, C from 60, D below 60 percent.

    Source: NISC, priority inspections of government systems.
    """
    return rate.grade
