"""Answers to the staff form from the city's own form tool: one row a person, read into numbers.

Nothing is kept of the single row; what is wrong is named by its cell. Pure.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from secaudit.errors import N_
from secaudit.organisation.texts import folded
from secaudit.selfcheck.kinds import SYMBOLS, Value
from secaudit.selfcheck.models import Sheet
from secaudit.web.spreadsheets import Row

DEPARTMENT = {"部署", "部署名", "部署コード", "所属", "所属名", "課", "課名", "department"}
ID = re.compile(r"[A-Z]{2,8}-\d{2,3}")
WORDS: dict[Value, tuple[str, ...]] = {
    Value.IMPLEMENTED: (
        "実施",
        "実施している",
        "している",
        "はい",
        "implemented",
        "yes",
        "〇",
        "◯",
        "o",
    ),
    Value.PARTIAL: ("一部実施", "一部", "一部している", "partly implemented", "partly", "▲"),
    Value.NOT_IMPLEMENTED: ("未実施", "していない", "いいえ", "not implemented", "no", "✕", "x"),
    Value.NOT_APPLICABLE: ("該当なし", "対象外", "not applicable", "n/a", "-", "−", "ー", "―"),
    Value.UNKNOWN: ("わからない", "分からない", "不明", "not known", "unknown", "?"),
}
READ = {folded(word): v for v, words in WORDS.items() for word in (*words, SYMBOLS[v], v.value)}
MOST_FAULTS = 200


@dataclass(frozen=True)
class Fault:
    """Something that could not be read, and where it stands."""

    address: str
    message: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass
class Gathered:
    """The numbers by unit and control, and what was not read."""

    numbers: dict[int, dict[str, dict[Value, int]]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    people: int = 0
    left_out: int = 0  # rows with a fault
    ignored: list[str] = field(default_factory=list)  # headings that mean nothing here

    def people_of(self, unit: int) -> int:
        first = next(iter(self.numbers.get(unit, {}).values()), {})
        return sum(first.values())


@dataclass(frozen=True)
class Columns:
    department: int
    controls: dict[int, str]


def gather(rows: Sequence[Row], sheets: Iterable[Sheet], texts: Mapping[str, str]) -> Gathered:
    """`texts`: the question of each control as the form tool may repeat it in its heading."""
    found = Gathered()
    columns = _columns(rows[0], texts, found) if rows else None
    if columns is None:
        found.faults.append(
            Fault("A1", N_("The first row must name the columns; one of them is the department."))
        )
        return found
    if found.faults:  # a question without a column: the numbers would not be whole
        return found
    units = _units(sheets)
    for row in rows[1:]:
        _add(row, columns, units, found)
    return found


def _columns(head: Row, texts: Mapping[str, str], found: Gathered) -> Columns | None:
    by_text = {folded(text): control for control, text in texts.items()}
    department = 0
    controls: dict[int, str] = {}
    for number, cell in enumerate(head.cells, 1):
        if folded(cell) in {folded(word) for word in DEPARTMENT}:
            department = department or number
        elif (control := _control(cell, texts, by_text)) and control not in controls.values():
            controls[number] = control
        elif cell.strip():
            found.ignored.append(cell.strip()[:60])
    for control in (each for each in texts if each not in controls.values()):
        found.faults.append(
            Fault(head.address(1), N_("No column for question %(control)s."), {"control": control})
        )
    return Columns(department, controls) if department and controls else None


def _control(cell: str, texts: Mapping[str, str], by_text: Mapping[str, str]) -> str | None:
    named = ID.search(cell.upper())
    if named and named[0] in texts:
        return named[0]
    return by_text.get(folded(cell))


def _units(sheets: Iterable[Sheet]) -> dict[str, int]:
    """Departments by code and by name, however spaced; the sheets' own suffix is not part of it."""
    found: dict[str, int] = {}
    for row in sheets:
        for name in (row.code, row.name.split("（")[0], row.name_en.split(" (")[0]):
            if name:
                found.setdefault(folded(name), row.unit_id)
    return found


def _add(row: Row, columns: Columns, units: Mapping[str, int], found: Gathered) -> None:
    """One person's row: counted whole, or left out with what is wrong in it."""
    unit = units.get(folded(row.cell(columns.department)))
    values = {
        control: READ.get(folded(row.cell(number))) for number, control in columns.controls.items()
    }
    wrong = [number for number, control in columns.controls.items() if values[control] is None]
    if unit is None or wrong:
        found.left_out += 1
        _tell(row, columns, unit, wrong, found)
        return
    found.people += 1
    numbers = found.numbers.setdefault(unit, {})
    for control, value in values.items():
        assert value is not None
        of_control = numbers.setdefault(control, dict.fromkeys(Value, 0))
        of_control[value] += 1


def _tell(row: Row, columns: Columns, unit: int | None, wrong: list[int], found: Gathered) -> None:
    said = []
    if unit is None:
        said.append(
            Fault(
                row.address(columns.department),
                N_("There is no department “%(name)s” in this self-check."),
                {"name": row.cell(columns.department)[:40]},
            )
        )
    for number in wrong:
        typed = row.cell(number)[:40]
        message = (
            N_("“%(typed)s” is none of ○, △, ×, －, ？.") if typed.strip() else N_("No answer.")
        )
        said.append(Fault(row.address(number), message, {"typed": typed}))
    found.faults.extend(said[: MOST_FAULTS - len(found.faults)])
