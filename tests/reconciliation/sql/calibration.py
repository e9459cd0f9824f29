"""What the estimate rests on: cells that chance could have drawn, drew, and what auditors found."""

from dataclasses import dataclass
from functools import lru_cache

from tests.reconciliation.sql.audits import ISSUED
from tests.reconciliation.sql.base import Figure, Scope, Shown, number, plain, rows, share
from tests.reconciliation.sql.city import City

DRAWS = """
select d.strata, d.units, d.drawn, d.engagement_id from draw d
join engagement e on e.id = d.engagement_id
where d.of = 'cells' and d.state = 'drawn' and d.period_id = {period} and e.state in ({issued})
"""
DECLARED = """
select s.unit_id, a.control, a.chapter, a.value from answer a join sheet s on s.id = a.sheet_id
where s.period_id = {period} and s.form = 'department' and a.asked and a.value <> 'not applicable'
  and coalesce(s.frozen_from, s.state) in ('submitted', 'confirmed')
"""
LOOKED_AT = """
select w.unit_id, i.control, i.judgement, e.id from paper_item i
join working_paper w on w.id = i.paper_id join engagement e on e.id = w.engagement_id
where e.period_id = {period} and e.state in ({issued}) and not w.removed and i.judgement in
  ('conforming', 'partly conforming', 'not conforming', 'out of scope')
order by e.issued_on, i.id
"""
Place = tuple[int, str]


@dataclass(frozen=True)
class Cell:
    chapter: str
    implemented: bool
    right: bool | None  # as judged, where chance drew it; none: not looked at, or chosen
    chosen: bool


class Drawn:
    """One period's cells."""

    def __init__(self, period: int):
        draws = [
            (*map(plain, row[:3]), row[3]) for row in rows(DRAWS, period=period, issued=ISSUED)
        ]
        place = lambda units, item: (units[item.split("/")[0]], item.split("/")[1])
        could = {
            place(units, item)
            for strata, units, _drawn, _of in draws for _name, items in strata for item in items
        }  # fmt: skip
        self.drawn = {(place(units, item), of) for _s, units, drawn, of in draws for item in drawn}
        judged = self._judged(period)
        answers = rows(DECLARED, period=period)
        self.outside = sum((unit, control) not in could for unit, control, *_ in answers)
        self.cells = {
            (unit, control): _cell(chapter, value, *judged.get((unit, control), (None, False)))
            for unit, control, chapter, value in answers
            if (unit, control) in could and judged.get((unit, control), ("",))[0] != "out of scope"
        }

    def _judged(self, period: int) -> dict[Place, tuple[str, bool]]:
        """Judgement, and whether chance drew it. What it drew first stays as it was found then; what
        somebody chose is as it was found last."""
        found: dict[Place, tuple[str, bool]] = {}
        for unit, control, judgement, of in rows(LOOKED_AT, period=period, issued=ISSUED):
            place = (unit, control)
            by_chance = (place, of) in self.drawn
            if place not in found or not (found[place][1] or by_chance):
                found[place] = (judgement, by_chance)
        return found

    def of(self, scope: Scope) -> list[Cell]:
        return [
            cell
            for (unit, _control), cell in self.cells.items()
            if scope.get("unit") in (None, str(unit))
            and scope.get("chapter") in (None, cell.chapter)
        ]


def _cell(chapter: str, value: str, judgement: str | None, drawn: bool) -> Cell:
    right = judgement == "conforming" if drawn else None
    return Cell(chapter, value == "implemented", right, bool(judgement) and not drawn)


@lru_cache(maxsize=8)
def drawn(_city: City, period: str) -> Drawn:
    """Read once for all figures of a city as it stands."""
    return Drawn(int(period))


def cells(city: City, scope: Scope) -> list[Cell]:
    return drawn(city, scope["period"]).of(scope)


def drawable(city: City, scope: Scope) -> Shown:
    found = cells(city, scope)
    return share(sum(each.implemented for each in found), len(found))


def confirmed(implemented: bool) -> Figure:
    def counted(city: City, scope: Scope) -> Shown:
        found = [
            e for e in cells(city, scope) if e.implemented == implemented and e.right is not None
        ]
        parts = f"{sum(bool(each.right) for each in found)}/{len(found)}"
        return Shown(parts, parts)

    return counted


FIGURES: dict[str, Figure] = {
    "drawable_rate": drawable,
    "drawn_confirmed": confirmed(True),
    "drawn_others": confirmed(False),
    "cells_drawn": lambda city, scope: number(len(drawn(city, scope["period"]).drawn)),
    "cells_judged": lambda city, scope: number(
        sum(e.right is not None for e in cells(city, scope))
    ),
    "cells_outside": lambda city, scope: number(drawn(city, scope["period"]).outside),
    "cells_chosen": lambda city, scope: number(sum(each.chosen for each in cells(city, scope))),
}
