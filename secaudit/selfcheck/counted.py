"""What every figure of departments is counted from: one row a sheet that counts, one letter an answer.

The row comes with the entry that hands the sheet in, goes with the one that takes it back or exempts
it, and stays through confirming and the freeze: answers change only while the sheet does not count,
and a correction after the freeze leaves the frozen figures as they are. So a city of a million
answers is read as some thousand rows, and any part of it (a chapter, an item of the ordinance, the
questions that last year asked too) is counted from them without asking the database again.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from secaudit.database import Record, db
from secaudit.journal.derived import DERIVED, Derived
from secaudit.selfcheck.kinds import LETTER, Form
from secaudit.selfcheck.models import Answer, CountedSheet, Sheet
from secaudit.selfcheck.reading.sheets import is_counted

NOT_ANSWERED = "-"  # of a sheet that was taken over with gaps; counts as nothing
CHUNK = 500  # sheets


def follow(rows: Sequence[Record]) -> None:
    """After an entry: rows for the sheets among them that count now, none for those that do not."""
    sheets = [row for row in rows if isinstance(row, Sheet) and row.form == Form.DEPARTMENT]
    out = [row.id for row in sheets if not is_counted(row)]
    if out:
        CountedSheet.delete().where(CountedSheet.sheet.in_(out)).execute()
    if counts := [row for row in sheets if is_counted(row)]:
        _add(counts)


def _add(sheets: list[Sheet]) -> None:
    there = CountedSheet.select(CountedSheet.sheet).where(
        CountedSheet.sheet.in_([row.id for row in sheets])
    )
    known = {row.sheet_id for row in there}
    for some in _in_chunks([row for row in sheets if row.id not in known]):
        made = [{"sheet": id, "letters": letters} for id, letters in letters_of(some).items()]
        CountedSheet.insert_many(made).execute()


def letters_of(sheets: Sequence[Sheet]) -> dict[int, str]:
    """By sheet: the letters of its answers, in the order of its questions."""
    ids = [row.id for row in sheets]
    query = Answer.select(Answer.sheet, Answer.control, Answer.value)
    given: dict[int, dict[str, str]] = defaultdict(dict)
    for sheet, control, value in db.execute(query.where(Answer.asked & Answer.sheet.in_(ids))):
        given[sheet][control] = LETTER[value]
    return {
        row.id: "".join(given[row.id].get(control, NOT_ANSWERED) for control in row.questions)
        for row in sheets
    }


def differing() -> Iterator[str]:
    """Sheets whose row is not what their answers say, is missing, or should not be there."""
    stored = {row.sheet_id: row.letters for row in CountedSheet.select()}
    sheets = Sheet.select().where(Sheet.form == Form.DEPARTMENT).order_by(Sheet.id)
    for some in _in_chunks([row for row in sheets if is_counted(row)]):
        for id, letters in letters_of(some).items():
            if stored.pop(id, None) != letters:
                yield f"sheet:{id}"
    yield from (f"sheet:{id}" for id in stored)


def _in_chunks(sheets: list[Sheet]) -> Iterator[list[Sheet]]:
    for start in range(0, len(sheets), CHUNK):
        yield sheets[start : start + CHUNK]


KEPT = Derived(follow, differing, CountedSheet.sheet)
DERIVED.append(KEPT)
