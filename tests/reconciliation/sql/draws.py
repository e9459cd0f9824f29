"""Random draws: how many of how many, what came of them, and what may be said of the whole."""

from fractions import Fraction
from math import ceil, comb

from tests.reconciliation.sql.base import Figure, Scope, Shown, number, plain, rows
from tests.reconciliation.sql.city import City

DRAW = "select strata, shares, drawn, units, engagement_id from draw where id = {draw}"
JUDGED = """
select w.unit_id, i.control, i.judgement from paper_item i join working_paper w on w.id = i.paper_id
where w.engagement_id = {engagement} and not w.removed
"""
STATES = {"conforming": "right", "partly conforming": "wrong", "not conforming": "wrong"}


def draw(scope: Scope):
    ((strata, shares, drawn, units, engagement),) = rows(DRAW, **scope)
    return plain(strata), plain(shares), plain(drawn), plain(units), engagement


def sizes(scope: Scope) -> tuple[int, int]:
    """How many were drawn, and of how many."""
    strata, shares, *_ = draw(scope)
    return sum(shares), sum(len(items) for _name, items in strata)


def cells(scope: Scope) -> list[str]:
    """What came of each drawn answer of a department."""
    _strata, _shares, drawn, units, engagement = draw(scope)
    judged = {(u, control): how for u, control, how in rows(JUDGED, engagement=engagement)}
    parts = [item.split("/") for item in drawn]
    return [STATES.get(judged.get((units[code], control)), "open") for code, control in parts]


def came_to(state: str) -> Figure:
    return lambda city, scope: number(cells(scope).count(state))


def at_most(scope: Scope) -> int:
    """The largest number that the sample does not refute: one after the other, in whole numbers."""
    drawn, whole = sizes(scope)
    wrong = drawn - cells(scope).count("right")
    alpha = Fraction(100 - int(scope["confidence"]), 100)
    kept = [
        bad
        for bad in range(wrong, whole - (drawn - wrong) + 1)
        if tail(whole, bad, drawn, wrong) > alpha
    ]
    return max(kept)


def tail(whole: int, bad: int, drawn: int, wrong: int) -> Fraction:
    ways = sum(comb(bad, n) * comb(whole - bad, drawn - n) for n in range(wrong + 1))
    return Fraction(ways, comb(whole, drawn))


def percent(scope: Scope) -> Shown:
    return up(Fraction(at_most(scope), sizes(scope)[1]))


def up(of: Fraction) -> Shown:
    shown = f"{ceil(1000 * of) / 10:.1f}"
    return Shown(shown, shown)


def unlimited(city: City, scope: Scope) -> Shown:
    """Clopper and Pearson: the smallest share, in millionths, that the sample refutes."""
    drawn, _whole = sizes(scope)
    wrong = drawn - cells(scope).count("right")
    alpha = (100 - int(scope["confidence"])) / 100
    low, high = 0, 10**6
    while high - low > 1:
        share = (low + high) // 2 / 10**6
        refuted = sum(
            comb(drawn, n) * share**n * (1 - share) ** (drawn - n) for n in range(wrong + 1)
        )
        low, high = (low, (low + high) // 2) if refuted <= alpha else ((low + high) // 2, high)
    return up(Fraction(high, 10**6))


def departments(city: City, scope: Scope) -> Shown:
    return number(len({item.split("/")[0] for item in draw(scope)[2]}))


FIGURES: dict[str, Figure] = {
    "draw_size": lambda city, scope: number(sizes(scope)[0]),
    "draw_total": lambda city, scope: number(sizes(scope)[1]),
    "stratum_total": lambda city, scope: number(len(draw(scope)[0][int(scope["stratum"])][1])),
    "stratum_size": lambda city, scope: number(draw(scope)[1][int(scope["stratum"])]),
    "drawn_wrong": came_to("wrong"),
    "drawn_right": came_to("right"),
    "drawn_open": came_to("open"),
    "draw_departments": departments,
    "at_most": lambda city, scope: number(at_most(scope)),
    "at_most_percent": lambda city, scope: percent(scope),
    "unlimited_percent": unlimited,
}
