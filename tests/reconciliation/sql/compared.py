"""This year beside last year, of the same questions in the same departments."""

from fractions import Fraction

from tests.reconciliation.sql.base import Figure, Scope, Shown, number, share, signed
from tests.reconciliation.sql.city import City, rated


def compared(city: City, scope: Scope) -> tuple[tuple[int, int], tuple[int, int]]:
    """Now and last year, of the same questions in the same departments, as (a, a+b+c+d)."""
    now, last = city.editions[city.period], city.editions.get(city.before, {})
    same = {id for id in now if id in last and last[id][1] == now[id][1]}
    same &= city.chosen(scope, city.period)
    earlier = {s.id: s for s in city.sheets if s.period == city.before and s.handed_in}
    both = [s for s in city.of(scope) if s.handed_in and set(s.before) & set(earlier)]
    then = [earlier[id] for id in {id for s in both for id in s.before} if id in earlier]
    return rated(city.counts(scope, same, both)), rated(city.counts(scope, same, then))


def change(city: City, scope: Scope) -> Fraction | None:
    (now, of), (then, of_then) = compared(city, scope)
    return Fraction(100 * now, of) - Fraction(100 * then, of_then) if of and of_then else None


def fell(city: City, kind: str, ids) -> list[str]:
    changes = {id: change(city, {kind: str(id)}) for id in ids}
    return [id for id, change in changes.items() if change is not None and change < 0]


def points(city: City, scope: Scope) -> Shown:
    found = change(city, scope)
    assert found is not None, scope
    return signed(found)


def chapters(city: City) -> set[str]:
    return {chapter for chapter, _revision, _law in city.editions[city.period].values()}


def comparable(city: City, scope: Scope) -> set[str]:
    """The questions that both years ask with one meaning."""
    now, last = city.editions[city.period], city.editions.get(city.before, {})
    if city.before is None:
        return set()
    both = city.asked(city.period, scope) & city.asked(city.before, scope)
    return {id for id in both if now[id][1] == last[id][1]}


def paired(city: City, scope: Scope) -> int:
    """Departments whose sheet, or those before it, were handed in both years."""
    earlier = {s.id for s in city.sheets if s.period == city.before and s.handed_in}
    return sum(bool(s.handed_in and set(s.before) & earlier) for s in city.of(scope))


FIGURES: dict[str, Figure] = {
    "compared_rate": lambda city, scope: share(*compared(city, scope)[0]),
    "last_year_rate": lambda city, scope: share(*compared(city, scope)[1]),
    "yoy": points,
    "change": points,  # as a cell of the heat map
    "departments_fell": lambda city, scope: number(
        len(fell(city, "unit", {each.unit for each in city.of({})}))
    ),
    "chapters_fell": lambda city, scope: number(len(fell(city, "chapter", chapters(city)))),
}
