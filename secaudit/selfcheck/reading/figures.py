"""What the answers count up to, and all of them as rows."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from peewee import fn

from secaudit.database import db
from secaudit.metrics.counts import Counts
from secaudit.selfcheck.asking import EXPORTED
from secaudit.selfcheck.kinds import LETTER, SheetState, Value
from secaudit.selfcheck.models import Answer, Period, Sheet
from secaudit.selfcheck.reading.periods import catalogue_of
from secaudit.selfcheck.reading.sheets import is_counted, sheets_of

AT_ONCE = 200  # sheets whose answers are read together


def counts(of: Period) -> dict[tuple[int, str], Counts]:
    """Per department and chapter the answers that count; what was not handed in is m.

    Exempted sheets are left out. Two statements whatever the size of the city.
    """
    chapter = {control.id: control.chapter for control in catalogue_of(of).controls}
    required = [row for row in sheets_of(of) if row.state != SheetState.EXEMPTED]
    given = _given(of)
    found: dict[tuple[int, str], Counts] = {}
    for row in required:
        asked: dict[str, int] = {}
        for control in row.questions:
            asked[chapter[control]] = asked.get(chapter[control], 0) + 1
        for each, number in asked.items():
            letters = given.get((row.id, each), {}) if is_counted(row) else {}
            one = Counts(**letters, m=number - sum(letters.values()))
            found[row.unit_id, each] = found.get((row.unit_id, each), Counts()) + one
    return found


def _given(of: Period) -> dict[tuple[int, str], dict[str, int]]:
    """How often each answer was given, per sheet and chapter, from the covering index alone."""
    rows: Any = (
        Answer.select(Answer.sheet, Answer.chapter, Answer.value, fn.COUNT(Answer.id))
        .where((Answer.period == of.id) & Answer.asked)
        .group_by(Answer.sheet, Answer.chapter, Answer.value)
        .tuples()
    )
    found: dict[tuple[int, str], dict[str, int]] = {}
    for sheet_id, chapter, value, number in rows:
        found.setdefault((sheet_id, chapter), {})[LETTER[Value(value)]] = number
    return found


class Exported(NamedTuple):
    """One answer as it leaves the product; no model, as a city has tens of thousands of them."""

    value: str
    ready_reason: str | None
    reason: str
    promised_on: str | None  # a date in its ISO form


def exported(of: Period) -> Iterator[tuple[Sheet, dict[str, Exported]]]:
    """The sheets in official order, each with what it handed in, by control. Exempted ones are out,
    and staff forms, of which only totals leave the product."""
    sheets = [row for row in sheets_of(of, *EXPORTED) if row.state != SheetState.EXEMPTED]
    for start in range(0, len(sheets), AT_ONCE):
        some = sheets[start : start + AT_ONCE]
        given = _handed_in([row.id for row in some if is_counted(row)])
        yield from ((row, given.get(row.id, {})) for row in some)


def _handed_in(sheets: list[int]) -> dict[int, dict[str, Exported]]:
    query = Answer.select(
        Answer.sheet,
        Answer.control,
        Answer.value,
        Answer.ready_reason,
        Answer.reason,
        Answer.promised_on.cast("text"),  # on every database
    ).where(Answer.asked & Answer.sheet.in_(sheets))
    found: dict[int, dict[str, Exported]] = {id: {} for id in sheets}
    for sheet, control, *given in db.execute(query):
        found[sheet][control] = Exported(*given)
    return found
