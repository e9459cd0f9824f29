"""The annexes of a paper for the committee, for its members and for publication."""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from statistics import median_low

from tests.reconciliation.sql.answers import coverage
from tests.reconciliation.sql.audits import discrepancy, judged
from tests.reconciliation.sql.base import Scope, Shown, plain, rows, share, signed
from tests.reconciliation.sql.city import ANSWERED, RATED, City, Sheet
from tests.reconciliation.sql.committee import (
    Rows,
    conformity,
    due_of,
    late_by,
    listed,
    names,
    rate,
    titles,
)
from tests.reconciliation.sql.compared import change, compared
from tests.reconciliation.sql.strength import STRENGTHS, Claim, claimed

COUNTS = (*ANSWERED, "not submitted")
Cells = dict[tuple[int, str], tuple[int, int]]  # unit and chapter: not implemented, of so many
FEWEST = 5  # departments that handed in; of fewer nothing is published by itself
CELLS = """
select s.unit_id, a.chapter, sum(a.value = 'implemented'), count(*) from answer a
join sheet s on s.id = a.sheet_id where a.asked and s.period_id = {period}
  and s.form = 'department' and coalesce(s.frozen_from, s.state) in ('submitted', 'confirmed')
  and a.value in ('implemented', 'partial', 'not implemented', 'unknown')
group by s.unit_id, a.chapter
"""
EDITION = "select e.content from period p join edition e on e.id = p.edition_id where p.id = {id}"
BUREAUS = """
select unit_id, bureau_name from sheet where period_id = {id} and form = 'department'
order by position, id
"""


def bare(of: Shown) -> str:
    """A percentage as a column of percentages holds it."""
    return of.text.removesuffix("％")


def line(city: City, scope: Scope) -> list[str]:
    """Counts, coverage and rate; then both years over what they share, where they share anything."""
    counts = city.counts(scope)
    own = [*(str(counts[each]) for each in COUNTS), *map(bare, (coverage(city, scope), rate(city, scope)))]  # fmt: skip
    points = change(city, scope)
    if points is None:
        return [*own, "", "", ""]
    return [*own, *(bare(share(*each)) for each in compared(city, scope)), signed(points).value]


def departments(city: City) -> Rows:
    return [[name, *line(city, {"unit": unit})] for unit, name in names(city).items()]


def asked_chapters(city: City) -> list[str]:
    """In the catalogue's order, those of which a department is asked something."""
    of, asked = city.editions[city.period], city.asked(city.period)
    return [id for id in titles(city) if any(of[control][0] == id for control in asked)]


def chapters(city: City) -> Rows:
    return [[id, *line(city, {"chapter": id})] for id in asked_chapters(city)]


def items(city: City) -> Rows:
    ((text,),) = rows(EDITION, id=city.period)
    law = next(each for each in json.loads(text)["frameworks"] if each["id"] == "law")
    return [_item(city, id) for id, _title in law["targets"]]


def _item(city: City, id: str) -> list[str]:
    of = {"item": id}
    audited = [str(len(judged(city, of))), bare(conformity(city, of)), discrepancy(city, of).text]
    return [id, *line(city, of), *audited]


def heat(city: City) -> Rows:
    """The share not implemented, department by chapter; the city below."""
    found = {(unit, id): (of - good, of) for unit, id, good, of in rows(CELLS, period=city.period)}
    of = {id: chapter for id, (chapter, _revision, _law) in city.editions[city.period].items()}
    columns = asked_chapters(city)
    lines = [
        [names(city)[str(each.unit)], *_gaps(each, {of[id] for id in each.questions}, columns, found)]
        for each in in_order(city)
    ]  # fmt: skip
    below = [_sum(found, id) for id in columns]
    city_line = [
        _gap(cell, True, _answered(city, id)) for cell, id in zip(below, columns, strict=True)
    ]
    return [*lines, ["市全体", _gap(_whole(below), True, True), *city_line]]


def in_order(city: City) -> list[Sheet]:
    """The sheets in official order."""
    order = list(names(city))
    return sorted(city.of({}), key=lambda each: order.index(str(each.unit)))


def _gaps(sheet: Sheet, asked: set[str], columns: list[str], found: Cells) -> list[str]:
    cells = [found.get((sheet.unit, id), (0, 0)) for id in columns]
    shown = zip(cells, columns, strict=True)
    return [
        _gap(_whole(cells), True, sheet.handed_in),
        *(_gap(cell, id in asked, sheet.handed_in) for cell, id in shown),
    ]


def _whole(cells: list[tuple[int, int]]) -> tuple[int, int]:
    return sum(gap for gap, _of in cells), sum(of for _gap, of in cells)


def _sum(found: Cells, id: str) -> tuple[int, int]:
    return _whole([cell for (_unit, chapter), cell in found.items() if chapter == id])


def _answered(city: City, id: str) -> bool:
    counts = city.counts({"chapter": id})
    return any(counts[each] for each in ANSWERED)


def _gap(cell: tuple[int, ...], asked: bool, given: bool) -> str:
    if not asked:
        return ""
    if not given:
        return "未提出"
    return bare(share(*cell)) if cell[1] else "－"


def all_findings(city: City) -> Rows:
    return [
        [row[1], row[2], str(row[7] or ""), str(row[6] or ""), str(row[8]), str(late_by(city, row))]
        for row in listed(city)
    ]


def late(city: City) -> Rows:
    return [
        [names(city)[str(each.unit)], str(due_of(each)), str(max((city.today - due_of(each)).days, 0))]
        for each in in_order(city)
        if not each.handed_in
    ]  # fmt: skip


def exempted(city: City) -> Rows:
    return [
        [name]
        for (name,) in rows(
            "select name from sheet where period_id = {id} and form = 'department'"
            " and coalesce(frozen_from, state) = 'exempted' order by position, id",
            id=city.period,
        )
    ]


def strength(city: City) -> Rows:
    every = claimed(city)
    of = {id: chapter for id, (chapter, _revision, _law) in city.editions[city.period].items()}
    chapters = [[each for each in every if of[each.control] == id] for id in titles(city)]
    units = [[each for each in every if str(each.unit) == id] for id in names(city)]
    whole = [_standing(city, city_name(), every)] if every else []
    return [
        *whole,
        *(_standing(city, name, some) for name, some in zip(titles(city).values(), chapters, strict=True) if some),
        *(_standing(city, name, some) for name, some in zip(names(city).values(), units, strict=True) if some),
    ]  # fmt: skip


def city_name() -> str:
    ((name,),) = rows("select value from setting where key = 'city_name'")
    return plain(name)


def _standing(city: City, name: str, some: list[Claim]) -> list[str]:
    cells = []
    for each in STRENGTHS:
        old = [months(claim.since, city.today) for claim in some if claim.strength == each]
        cells += [str(len(old)), str(median_low(old)) if old else ""]
    return [name, str(len(some)), *cells, str(sum(each.contradicted for each in some))]


def months(since: date, on: date) -> int:
    """Whole months from a day to another."""
    return max((on.year - since.year) * 12 + on.month - since.month - (on.day < since.day), 0)


def changed(city: City) -> Rows:
    """Questions that are new, gone, or mean something else than in the year compared with."""
    now, then = city.editions[city.period], city.editions.get(city.before, {})
    if not then:
        return []
    found = {id for id in now.keys() | then.keys() if (id in now) != (id in then)}
    return [[id] for id in sorted(found | {i for i in now.keys() & then.keys() if now[i][1] != then[i][1]})]  # fmt: skip


def annexes(city: City) -> dict[str, Rows]:
    """Table → its rows: what names a row, then its figures."""
    return {
        "departments": departments(city),
        "heat": heat(city),
        "chapters": chapters(city),
        "items": items(city),
        "findings": all_findings(city),
        "late": late(city),
        "exempted": exempted(city),
        "changed": changed(city),
        "strength": strength(city),
    }


# --- for publication --------------------------------------------------------------------------


def bureaus(city: City) -> Rows:
    """By bureau; those of which fewer than five departments handed in stand together, with the
    smallest other one where they are still too few."""
    given = {str(each.unit) for each in city.of({}) if each.handed_in}
    of: dict[str, list[str]] = {}
    for unit, bureau in rows(BUREAUS, id=city.period):
        if str(unit) in names(city):
            of.setdefault(bureau, []).append(str(unit))
    size = {name: len(given & set(units)) for name, units in of.items()}
    large = [name for name in of if size[name] >= FEWEST]
    rest = [name for name in of if name not in large]
    while rest and large and sum(size[name] for name in rest) < FEWEST:
        smallest = min(large, key=size.__getitem__)
        large.remove(smallest)
        rest.append(smallest)
    if sum(size[name] for name in (*large, *rest)) < FEWEST:
        return []
    together = [[*((name, of[name]) for name in large)], [("その他の部局", [u for n in rest for u in of[n]])]]  # fmt: skip
    return [_bureau(city, name, units) for some in together for name, units in some if units]


def _bureau(city: City, name: str, units: Iterable[str]) -> list[str]:
    units = list(units)
    counts: Counter[str] = Counter()
    for unit in units:
        counts.update(city.counts({"unit": unit}))
    known, rates = sum(counts[e] for e in ANSWERED), sum(counts[e] for e in RATED)
    shares = (share(known, known + counts["not submitted"]), share(counts["implemented"], rates))
    return [name, str(len(units)), *(str(counts[e]) for e in COUNTS), *map(bare, shares)]
