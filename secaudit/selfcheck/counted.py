"""What every figure of departments is counted from: one row a sheet, one letter a control.

The sheets of a period stand below each other like the lines of a table, whose columns are the controls
of its edition: a sheet's counts are those of its line, a control's those of its column. So a city of a
million answers is read as some thousand rows, and any part of it (a chapter, an item of the ordinance,
the questions that last year asked too) is counted from them without asking the database again.

A line changes with the entry that makes the sheet, hands it in or takes it back; it goes with the one
that exempts the sheet, and stays as it is through confirming and the freeze: answers change only while
their sheet does not count, and a correction after the freeze leaves the frozen figures as they are.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from peewee import chunked

from secaudit.database import Record, db
from secaudit.journal.derived import DERIVED, Derived
from secaudit.selfcheck.kinds import (
    LETTER,
    MISSING,
    NOT_ANSWERED,
    NOT_ASKED,
    Form,
    SheetState,
)
from secaudit.selfcheck.models import Answer, CountedSheet, Period, Sheet
from secaudit.selfcheck.reading.periods import catalogue_of, pinned_periods
from secaudit.selfcheck.reading.sheets import is_counted

CHUNK = 500  # sheets

Line = tuple[int, str]  # the period, and the letters


def follow(rows: Sequence[Record]) -> None:
    """After an entry: the lines of the sheets among its rows, written where they are others now."""
    for some in chunked(_of_departments(rows), CHUNK):
        stored = _stored(some)
        lines = lines_of([row for row in some if not _stays(row, stored.get(row.id))])
        _write({id: line for id, line in lines.items() if line != stored.get(id)})


def _of_departments(rows: Iterable[Record]) -> Iterator[Sheet]:
    return (row for row in rows if isinstance(row, Sheet) and row.form == Form.DEPARTMENT)


def _stored(sheets: Sequence[Sheet]) -> dict[int, Line]:
    ids = [row.id for row in sheets]
    query = CountedSheet.select().where(CountedSheet.sheet.in_(ids))
    return {row.sheet_id: (row.period_id, row.letters) for row in query}


def _stays(row: Sheet, line: Line | None) -> bool:
    """Of what was handed in no answer changes: it need not be read again."""
    return line is not None and is_counted(row) and MISSING not in line[1]


def _write(lines: Mapping[int, Line | None]) -> None:
    if not lines:
        return
    CountedSheet.delete().where(CountedSheet.sheet.in_(list(lines))).execute()
    made = [{"sheet": id, "period": e[0], "letters": e[1]} for id, e in lines.items() if e]
    if made:
        CountedSheet.insert_many(made).execute()


def lines_of(sheets: Sequence[Sheet]) -> dict[int, Line | None]:
    """By sheet; none for one that was exempted."""
    order = _controls({row.period_id for row in sheets})
    given = _given([row.id for row in sheets if is_counted(row)])
    return {
        row.id: None if _exempted(row) else (row.period_id, _letters(row, order, given.get(row.id)))
        for row in sheets
    }


def _exempted(row: Sheet) -> bool:
    return (row.frozen_from or row.state) == SheetState.EXEMPTED


def _letters(
    row: Sheet, order: Mapping[int, Sequence[str]], given: Mapping[str, str] | None
) -> str:
    asked, otherwise = set(row.questions), MISSING if given is None else NOT_ANSWERED
    said = given or {}
    return "".join(
        said.get(control, otherwise) if control in asked else NOT_ASKED
        for control in order[row.period_id]
    )


def _controls(periods: Iterable[int]) -> dict[int, list[str]]:
    """Of each period those of its edition, in the order in which the edition was stored."""
    rows = pinned_periods().where(Period.id.in_(list(periods)))
    return {row.id: [control.id for control in catalogue_of(row).controls] for row in rows}


def _given(sheets: list[int]) -> dict[int, dict[str, str]]:
    """By sheet and control the letters of the answers; an entry for each of these sheets."""
    found: dict[int, dict[str, str]] = {id: {} for id in sheets}
    query = Answer.select(Answer.sheet, Answer.control, Answer.value)
    if sheets:
        for sheet, control, value in db.execute(
            query.where(Answer.asked & Answer.sheet.in_(sheets))
        ):
            found[sheet][control] = LETTER[value]
    return found


def differing() -> Iterator[str]:
    """Sheets whose line is not what their answers say, is missing, or should not be there."""
    stored = {row.sheet_id: (row.period_id, row.letters) for row in CountedSheet.select()}
    sheets = Sheet.select().where(Sheet.form == Form.DEPARTMENT).order_by(Sheet.id)
    for some in chunked(sheets, CHUNK):
        for id, line in lines_of(some).items():
            if stored.pop(id, None) != line:
                yield f"sheet:{id}"
    yield from (f"sheet:{id}" for id in stored)


KEPT = Derived(follow, differing, CountedSheet.sheet)
DERIVED.append(KEPT)
