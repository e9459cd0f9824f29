"""Targets of a year beside what was declared, and measures whose end was put off."""

from fractions import Fraction

from tests.reconciliation.sql.base import Figure, Scope, Shown, number, plain, rows, share, signed
from tests.reconciliation.sql.city import City, rated

HELD = """
select rates from target_set where fiscal_year = {year} and state = 'targets approved'
order by number desc
"""
VERSION = "select rates from target_set where id = {version}"
SLIPPED = "select last_year - planned_until from measure where id = {measure}"


def held(scope: Scope) -> dict[str, int]:
    """Place to percent; none where nothing was approved."""
    found = rows(HELD, year=scope["year"])
    return plain(found[0][0]) if found else {}


def percent(of: int) -> Shown:
    return Shown(str(of), f"{of}％")


def target(city: City, scope: Scope) -> Shown:
    return percent(held(scope)[scope.get("chapter", "city")])


def version(city: City, scope: Scope) -> Shown:
    ((rates,),) = rows(VERSION, version=scope["version"])
    return percent(plain(rates)[scope.get("chapter", "city")])


def apart(city: City, scope: Scope) -> Shown:
    good, of = rated(city.counts(scope))
    return signed(Fraction(100 * good, of) - held(scope)[scope.get("chapter", "city")])


def attained(city: City, scope: Scope) -> Shown:
    """Departments that reach the target, of those with something to assess."""
    least = held(scope)[scope.get("chapter", "city")]
    found = [rated(city.counts(scope, sheets=[each])) for each in city.of(scope)]
    return share(
        sum(100 * good >= least * of for good, of in found if of), sum(of > 0 for _, of in found)
    )


def chapters_attained(city: City, scope: Scope) -> Shown:
    least = {place: rate for place, rate in held(scope).items() if place != "city"}
    found = [
        (rated(city.counts(scope | {"chapter": place})), rate) for place, rate in least.items()
    ]
    judged = [100 * good >= rate * of for (good, of), rate in found if of]
    return share(sum(judged), len(judged))


FIGURES: dict[str, Figure] = {
    "target": target,
    "version_target": version,
    "target_apart": apart,
    "target_attained": attained,
    "chapters_attained": chapters_attained,
    "measure_slipped": lambda city, scope: number(rows(SLIPPED, measure=scope["measure"])[0][0]),
}
