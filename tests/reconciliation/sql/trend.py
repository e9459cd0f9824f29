"""The years beside each other: steps, the middle half of the departments, unchanged questions."""

from collections.abc import Callable
from fractions import Fraction
from functools import partial

from tests.reconciliation.sql.base import Figure, Scope, Shown, half_up, share, signed
from tests.reconciliation.sql.city import City, rated


def unchanged(city: City, scope: Scope) -> dict[str, int]:
    """Only questions that every year that is compared asked with the same meaning."""
    periods = {each.period for each in city.sheets}
    same = set.intersection(*(city.asked(each) for each in periods))
    revisions = {id: {city.editions[p][id][1] for p in periods} for id in same}
    same = {id for id, found in revisions.items() if len(found) == 1}
    return city.counts(scope, same & city.chosen(scope, int(scope.get("period", city.period))))


def quartiles(city: City, scope: Scope, count: Callable[[Scope], dict[str, int]]) -> Shown:
    """As a spreadsheet's QUARTILE.INC has it, over the departments that handed in."""
    units = {str(each.unit) for each in city.of(scope) if each.handed_in}
    found = [rated(count(scope | {"unit": unit})) for unit in units]
    rates = sorted(Fraction(100 * good, of) for good, of in found if of)
    low, median, high = (half_up(at(rates, Fraction(n, 4))) for n in (1, 2, 3))
    return Shown(f"{low}/{median}/{high}", f"{low}–{high}、中央値{median}")


def at(ordered: list[Fraction], share: Fraction) -> Fraction:
    place = share * (len(ordered) - 1)
    low = ordered[int(place)]
    return low + (place % 1) * (ordered[min(int(place) + 1, len(ordered) - 1)] - low)


def step(city: City, scope: Scope, count: Callable[[Scope], dict[str, int]]) -> Shown:
    """This year's rate less last year's, over whichever questions the page counts."""
    (now, of), (then, of_then) = (
        rated(count(scope | {"period": str(period)})) for period in (city.period, city.before)
    )
    return signed(Fraction(100 * now, of) - Fraction(100 * then, of_then))


FIGURES: dict[str, Figure] = {
    "unchanged_rate": lambda city, scope: share(*rated(unchanged(city, scope))),
    "spread": lambda city, scope: quartiles(city, scope, city.counts),
    "unchanged_spread": lambda city, scope: quartiles(city, scope, partial(unchanged, city)),
    "step": lambda city, scope: step(city, scope, city.counts),
    "unchanged_step": lambda city, scope: step(city, scope, partial(unchanged, city)),
}
