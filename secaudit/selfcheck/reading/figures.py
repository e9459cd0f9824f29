"""What the answers count up to, and all of them as rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from peewee import fn

from secaudit.metrics.counts import Counts
from secaudit.selfcheck.asking import EXPORTED
from secaudit.selfcheck.kinds import LETTER, SheetState, Value
from secaudit.selfcheck.models import Answer, Period, Sheet
from secaudit.selfcheck.reading.answers import answers_by_sheet
from secaudit.selfcheck.reading.periods import catalogue_of
from secaudit.selfcheck.reading.sheets import is_counted, sheets_of


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


@dataclass(frozen=True)
class AnswerRow:
    """One question asked of one department, as it is exported."""

    period: Period
    sheet: Sheet
    control: str
    chapter: str
    answer: Answer | None  # None: not handed in


def rows(of: Period) -> Iterator[AnswerRow]:
    """Every question asked, in official order and the order of the form. Exempted ones are out,
    and staff forms, of which only totals leave the product."""
    chapter = {control.id: control.chapter for control in catalogue_of(of).controls}
    answers = answers_by_sheet(of)
    for row in sheets_of(of, *EXPORTED):
        if row.state == SheetState.EXEMPTED:
            continue
        given = answers.get(row.id, {}) if is_counted(row) else {}
        for control in row.questions:
            yield AnswerRow(of, row, control, chapter[control], given.get(control))
