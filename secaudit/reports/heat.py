"""The heat map: rows, their order, and how dark a cell is. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from secaudit.errors import N_
from secaudit.metrics.counts import Counts
from secaudit.reports.inputs import ChapterFact
from secaudit.reports.summary import DepartmentLine, Line, Summary


class Order(StrEnum):
    OFFICIAL = "official"
    WORST = "worst"
    FALL = "fall"

    @property
    def label(self) -> str:
        return ORDERS[self]


ORDERS = {
    Order.OFFICIAL: N_("Official order"),
    Order.WORST: N_("Worst first"),
    Order.FALL: N_("Largest fall first"),
}


class Show(StrEnum):
    GAPS = "gaps"
    CHANGE = "change"
    SERIOUS = "serious"

    @property
    def label(self) -> str:
        return SHOWS[self]


SHOWS = {
    Show.GAPS: N_("Share not implemented"),
    Show.CHANGE: N_("Change from last year"),
    Show.SERIOUS: N_("Serious findings open"),
}

# Dark = needs attention. The lowest percentage (or fall in points) of each step from 1 on.
GAP_STEPS = (15, 25, 35, 50)
FALL_STEPS = (5, 10, 20, 30)
SERIOUS_STEPS = (1, 1, 2, 3)  # findings: one is no white cell
MARKED = 3  # from this step on a cell bears a mark beside its figure


@dataclass(frozen=True)
class Cell:
    text: str  # the figure; "" where nothing is asked
    step: int | None  # 0 to 4; None: no data
    missing: bool = False  # not handed in

    @property
    def mark(self) -> str:
        return "▲" if self.step is not None and self.step >= MARKED else ""


@dataclass(frozen=True)
class Row:
    department: DepartmentLine
    total: Cell
    cells: tuple[Cell, ...]

    @property
    def missing(self) -> bool:
        """Nothing is known of the whole row."""
        return self.total.missing


@dataclass(frozen=True)
class HeatMap:
    columns: tuple[ChapterFact, ...]
    rows: tuple[Row, ...]
    totals: tuple[Cell, ...]  # the city by chapter
    total: Cell


@dataclass(frozen=True)
class Dark:
    """A cell that needs attention, as a line of text."""

    department: DepartmentLine
    chapter: ChapterFact
    cell: Cell


Numbers = Mapping[tuple[int, str], int]  # of a department and a chapter
NOTHING = Cell("", None)


def heat_map(
    summary: Summary,
    order: Order = Order.OFFICIAL,
    show: Show = Show.GAPS,
    serious: Numbers | None = None,
) -> HeatMap:
    """`serious`: how many such findings are open, where they are to be shown."""
    if show is Show.SERIOUS:
        return _of_findings(summary, order, serious or {})
    cell = CELLS[show]
    matrix = summary.matrix or {}
    asked = [each.id for each in summary.chapters]
    departments = sorted(summary.departments, key=KEYS[order])
    return HeatMap(
        columns=tuple(each for each in summary.columns if each.id in asked),
        rows=tuple(
            Row(each, cell(each.line), tuple(_cells(matrix.get(each.unit, {}), asked, cell)))
            for each in departments
        ),
        totals=tuple(cell(each.line) for each in summary.chapters),
        total=cell(summary.city),
    )


def _cells(row: dict[str, Line], asked: list[str], cell: Callable[[Line], Cell]) -> Iterable[Cell]:
    return (cell(row[each]) if each in row else NOTHING for each in asked)


def _of_findings(summary: Summary, order: Order, serious: Numbers) -> HeatMap:
    """Findings are known also of departments that have not handed in."""
    columns = tuple(each for each in summary.columns if each.id in {c.id for c in summary.chapters})
    by_unit, by_chapter = Counter[int](), Counter[str]()
    for (unit, chapter), number in serious.items():
        by_unit[unit] += number
        by_chapter[chapter] += number
    keys = KEYS | {Order.WORST: lambda each: -by_unit[each.unit]}
    return HeatMap(
        columns=columns,
        rows=tuple(
            Row(
                each,
                _number(by_unit[each.unit]),
                tuple(_number(serious.get((each.unit, column.id), 0)) for column in columns),
            )
            for each in sorted(summary.departments, key=keys[order])
        ),
        totals=tuple(_number(by_chapter[column.id]) for column in columns),
        total=_number(sum(by_unit.values())),
    )


@lru_cache(maxsize=64)
def _number(of: int) -> Cell:
    return Cell(str(of), step(of, SERIOUS_STEPS)) if of else NOTHING


def darkest(of: HeatMap, most: int) -> list[Dark]:
    """The cells that are not white, the worst first: the map as a list of words."""
    found = [
        Dark(row.department, column, cell)
        for row in of.rows
        for column, cell in zip(of.columns, row.cells, strict=True)
        if cell.step
    ]
    return sorted(found, key=lambda each: -abs(Decimal(each.cell.text)))[:most]


def gap_cell(line: Line) -> Cell:
    return _gap(line.counts)


@lru_cache(maxsize=20_000)
def _gap(counts: Counts) -> Cell:
    """The same few counts stand in thousands of cells."""
    gaps = Line(counts).gaps
    if counts.m and not counts.answered:
        return Cell("", None, missing=True)
    if gaps.percent is None:
        return Cell("－", None)
    return Cell(figure(gaps.percent), step(gaps.exact or Fraction(0), GAP_STEPS))


def change_cell(line: Line) -> Cell:
    if line.counts.m and not line.counts.answered:
        return Cell("", None, missing=True)
    if line.change is None:
        return NOTHING
    return Cell(f"{line.change:+}" if line.change else "±0", step(-line.change, FALL_STEPS))


CELLS: dict[Show, Callable[[Line], Cell]] = {Show.GAPS: gap_cell, Show.CHANGE: change_cell}


def step(value: Fraction | Decimal | int, steps: tuple[int, ...]) -> int:
    return sum(value >= each for each in steps)


def figure(percent: Decimal) -> str:
    """Without ".0": 45 by 28 cells must be read at a glance."""
    return str(percent).removesuffix(".0")


def _worst(each: DepartmentLine) -> tuple:
    """Nothing known comes first: it is no good sign."""
    gaps = each.line.gaps.exact
    return (gaps is not None, -(gaps or 0))


def _fall(each: DepartmentLine) -> tuple:
    change = each.line.change
    return (change is None, change or 0)


KEYS: dict[Order, Callable[[DepartmentLine], tuple]] = {
    Order.OFFICIAL: lambda each: (),
    Order.WORST: _worst,
    Order.FALL: _fall,
}
