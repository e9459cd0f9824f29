"""The departments' sheets of some periods as plain values, straight from the driver.

A prefecture has thousands of them on one page: each costs a few microseconds here, no object of a
model, and what departments share (bureaus, days) is made once.
"""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from peewee import JOIN

from secaudit.calendar.moments import to_tokyo
from secaudit.database import db
from secaudit.reports.inputs import SheetFact, Text
from secaudit.selfcheck.kinds import Form, SheetState
from secaudit.selfcheck.models import CountedSheet, Sheet
from secaudit.selfcheck.states import COUNTED

COLUMNS = (
    Sheet.period,
    Sheet.id,
    Sheet.unit,
    Sheet.name,
    Sheet.name_en,
    Sheet.bureau,
    Sheet.bureau_name,
    Sheet.bureau_name_en,
    Sheet.position,
    Sheet.state,
    Sheet.frozen_from,
    Sheet.exempt_reason,
    # As text on every database.
    Sheet.due_on.cast("text"),
    Sheet.submitted_at.cast("text"),
    Sheet.before.cast("text"),
    CountedSheet.letters,
)


def sheet_facts(of: Sequence[int]) -> dict[int, list[SheetFact]]:
    """Departments' sheets by period, in official order. One statement."""
    query = (
        Sheet.select(*COLUMNS)
        .join(CountedSheet, JOIN.LEFT_OUTER, on=CountedSheet.sheet == Sheet.id)
        .where(Sheet.period.in_(of) & (Sheet.form == Form.DEPARTMENT))
        .order_by(Sheet.position)
    )
    found: dict[int, list[SheetFact]] = {each: [] for each in of}
    for period, *row in db.execute(query).fetchall():
        found[period].append(_sheet_fact(*row))
    return found


def _sheet_fact(
    id, unit, name, name_en, bureau_id, bureau, bureau_en, position, state, frozen_from,
    exempt_reason, due_on, submitted_at, before, letters,
) -> SheetFact:  # fmt: skip
    was = frozen_from or state
    return SheetFact(
        id,
        unit,
        {"ja": name, "en": name_en or name},
        _bureau(bureau, bureau_en),
        bureau_id,
        position,
        state,
        was in COUNTED,
        was == SheetState.CONFIRMED,
        was == SheetState.EXEMPTED,
        exempt_reason,
        date.fromisoformat(due_on) if due_on else None,
        _day(submitted_at[:16]) if submitted_at else None,
        _numbers(before),
        letters or "",
    )


@lru_cache(maxsize=1000)
def _bureau(name: str, name_en: str) -> Text:
    return {"ja": name, "en": name_en or name}


@lru_cache(maxsize=4096)
def _day(minute: str) -> date:
    return to_tokyo(datetime.fromisoformat(minute)).date()


def _numbers(text: str) -> tuple[int, ...]:
    """Of a list of whole numbers as JSON, ten times as fast as by its reader."""
    inside = text[1:-1]
    return tuple(map(int, inside.split(","))) if inside else ()
