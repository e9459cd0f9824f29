"""The answers behind a figure: which departments' answers to which questions, and their forms."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from secaudit.access.guard import Actor
from secaudit.catalogue.editions import Catalogue
from secaudit.reports.reading import LAW
from secaudit.selfcheck.kinds import Form, SheetState, Value
from secaudit.selfcheck.models import Answer, Period, Sheet
from secaudit.selfcheck.reading import is_counted, units_by_assignment

MISSING = "not submitted"
GAPS = "gaps"  # everything that a rate of implementation counts and that is not implemented

VALUES: dict[str, frozenset[str]] = {
    **{value.value: frozenset({value.value}) for value in Value},
    GAPS: frozenset({Value.PARTIAL, Value.NOT_IMPLEMENTED, Value.UNKNOWN}),
    MISSING: frozenset({MISSING}),
}


@dataclass(frozen=True)
class Wanted:
    """Which answers; empty means all."""

    unit: int | None = None
    chapter: str = ""
    item: str = ""  # of the ordinance
    control: str = ""
    value: str = ""


@dataclass(frozen=True)
class Behind:
    sheet: Sheet
    control: str
    value: str
    answer: Answer | None


@dataclass
class Found:
    counts: dict[str, int] = field(default_factory=dict)  # by value, before it is chosen
    total: int = 0
    rows: list[Behind] = field(default_factory=list)  # of the page


def behind(
    period: Period, catalogue: Catalogue, wanted: Wanted, actor: Actor, start: int, size: int
) -> Found:
    """Three statements: sheets, what was answered, and the page's answers in full."""
    controls = chosen_controls(catalogue, wanted)
    sheets = [row for row in _sheets(period, wanted.unit) if row.state != SheetState.EXEMPTED]
    shown = [row for row in sheets if _readable(actor)(row)]
    values = _values(period, shown, controls)
    found, keys = Found(counts=dict.fromkeys([*Value, MISSING], 0)), []
    for sheet, control in _asked(shown, controls):
        value = values.get((sheet.id, control), MISSING)
        found.counts[value] += 1
        if not wanted.value or value in VALUES[wanted.value]:
            keys.append((sheet, control, value))
    found.total = len(keys)
    found.rows = _in_full(list(islice(keys, start, start + size)))
    return found


def chosen_controls(catalogue: Catalogue, wanted: Wanted) -> frozenset[str] | None:
    """None: every control."""
    if not (wanted.chapter or wanted.item or wanted.control):
        return None
    return frozenset(
        each.id
        for each in catalogue.controls
        if wanted.chapter in ("", each.chapter)
        and wanted.control in ("", each.id)
        and (not wanted.item or wanted.item in each.mappings.get(LAW, ()))
    )


def _sheets(period: Period, unit: int | None) -> list[Sheet]:
    query = Sheet.select().where((Sheet.period == period.id) & (Sheet.form == Form.DEPARTMENT))
    if unit is not None:
        query = query.where(Sheet.unit == unit)
    return list(query.order_by(Sheet.position))


def _readable(actor: Actor) -> Callable[[Sheet], bool]:
    heads = actor.units("read sheets")
    if heads is None:
        return lambda row: True
    assigned = set().union(*(units(actor) for units in units_by_assignment))
    return lambda row: bool(heads & set(row.path)) or row.unit_id in assigned


def _asked(
    sheets: Iterable[Sheet], controls: Collection[str] | None
) -> Iterable[tuple[Sheet, str]]:
    return (
        (sheet, control)
        for sheet in sheets
        for control in sheet.questions
        if controls is None or control in controls
    )


def _values(
    period: Period, sheets: list[Sheet], controls: Collection[str] | None
) -> dict[tuple[int, str], str]:
    counted = [row.id for row in sheets if is_counted(row)]
    query: Any = (
        Answer.select(Answer.sheet, Answer.control, Answer.value)
        .where((Answer.period == period.id) & Answer.asked & Answer.sheet.in_(counted))
        .tuples()
    )
    if controls is not None:
        query = query.where(Answer.control.in_(sorted(controls)))
    return {(sheet, control): value for sheet, control, value in query} if counted else {}


def _in_full(keys: list[tuple[Sheet, str, str]]) -> list[Behind]:
    sheets = {sheet.id for sheet, _control, _value in keys}
    controls = {control for _sheet, control, _value in keys}
    rows = Answer.select().where(
        Answer.sheet.in_(sorted(sheets)) & Answer.control.in_(sorted(controls)) & Answer.asked
    )
    full = {(row.sheet_id, row.control): row for row in rows} if keys else {}
    return [
        Behind(sheet, control, value, full.get((sheet.id, control)) if value != MISSING else None)
        for sheet, control, value in keys
    ]
