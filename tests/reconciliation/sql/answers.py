"""Answers of a year: the five kinds, what was not handed in, and the rates made of them."""

import json

from tests.reconciliation.sql.base import Figure, Scope, Shown, number, plain, rows, share
from tests.reconciliation.sql.city import ANSWERED, EDITIONS, RATED, City, rated


def coverage(city: City, scope: Scope) -> Shown:
    counts = city.counts(scope)
    return share(sum(counts[each] for each in ANSWERED), sum(counts.values()))


def gaps(city: City, scope: Scope) -> Shown:
    good, of = rated(city.counts(scope))
    return share(of - good, of)


def half_credit(city: City, scope: Scope) -> Shown:
    counts = city.counts(scope)
    return share(2 * counts["implemented"] + counts["partial"], 2 * rated(counts)[1])


def part(city: City, scope: Scope, value: str, among) -> Shown:
    counts = city.counts(scope)
    return share(counts[value], sum(counts[each] for each in among))


def attained(city: City, scope: Scope) -> Shown:
    """Departments that reach the target their period was opened with."""
    ((settings,),) = rows("select settings from period where id = {id}", id=scope["period"])
    found = [rated(city.counts(scope, sheets=[each])) for each in city.of(scope) if each.handed_in]
    reached = sum(100 * good >= plain(settings)["target"] * of for good, of in found if of)
    return share(reached, sum(of > 0 for _good, of in found))


def required_items(city: City, scope: Scope) -> Shown:
    """Of the items that the edition marks as required."""
    ((_period, text),) = rows(f"{EDITIONS} where p.id = {{id}}", id=scope["period"])
    chapters = json.loads(text)["chapters"]
    ids = {c["id"] for each in chapters for c in each["controls"] if c.get("required", True)}
    return share(*rated(city.counts(scope, controls=ids)))


FIGURES: dict[str, Figure] = {
    "controls": lambda city, scope: number(len(city.chosen(scope, city.period))),
    "declared_rate": lambda city, scope: share(*rated(city.counts(scope))),
    **{
        value: lambda city, scope, value=value: number(city.counts(scope)[value])  # type: ignore[misc]
        for value in (*ANSWERED, "not submitted")
    },
    "implementation_rate": lambda city, scope: share(*rated(city.counts(scope))),
    "coverage_rate": coverage,
    "gaps": gaps,
    "weighted_rate": half_credit,
    "unknown_rate": lambda city, scope: part(city, scope, "unknown", RATED),
    "na_rate": lambda city, scope: part(city, scope, "not applicable", ANSWERED),
    "attainment_rate": attained,
    "required_rate": required_items,
}
