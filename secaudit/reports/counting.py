"""Answers counted in the database: two statements for both years, however large the city is."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from peewee import SQL, Case, fn

from secaudit.database import db
from secaudit.metrics.counts import Counts
from secaudit.reports.inputs import SheetFact, Tally
from secaudit.reports.pairing import Pairs
from secaudit.selfcheck.kinds import LETTER
from secaudit.selfcheck.models import Answer

Row = tuple[Any, str, int]  # what is counted, the answer's letter, how often
Found = dict[bool, list[Row]]  # by whether the other year has it too
NOTHING = SQL("''")
ASKED = Answer.asked == SQL("TRUE")  # said so that the index is used to its end


def tallies(
    periods: Iterable[int], sheets: Iterable[SheetFact], pairs: Pairs, cells: bool = False
) -> dict[int, tuple[Tally, Tally]]:
    """Period → all that counts, and of that what both years have. `cells`: by chapter too."""
    periods, counted = list(periods), [sheet.id for sheet in sheets if sheet.counted]
    by_sheet = _by_sheet(periods, counted, pairs, cells)
    by_control = _by_control(periods, counted, pairs)
    newest = next(iter(periods), None)
    return {
        period: _both(by_sheet[period], by_control[period], cells, period == newest)
        for period in periods
    }


def _both(by_sheet: Found, by_control: Found, cells: bool, newest: bool) -> tuple[Tally, Tally]:
    """All of it and what is shared; the same where nothing is apart. Of the year before, cells are
    shown only where they are shared."""
    apart = bool(by_sheet[False] or by_control[False])
    all_sheets, all_controls = (
        by_sheet[True] + by_sheet[False],
        by_control[True] + by_control[False],
    )
    whole = _tally(all_sheets, all_controls, cells and (newest or not apart))
    return whole, _tally(by_sheet[True], by_control[True], cells) if apart else whole


def _tally(by_sheet: list[Row], by_control: list[Row], cells: bool) -> Tally:
    return Tally(
        by_sheet=_counts((sheet, letter, number) for (sheet, _ch), letter, number in by_sheet),
        by_control=_counts(by_control),
        by_cell=_counts(by_sheet) if cells else None,
    )


def _counts(rows: Iterable[Row]) -> dict[Any, Counts]:
    found: dict[Any, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for key, letter, number in rows:
        found[key][letter] += number
    return {key: Counts(**letters) for key, letters in found.items()}


def _by_sheet(periods: list[int], counted: list[int], pairs: Pairs, cells: bool):
    """Period → shared or not → ((sheet, chapter), letter, number)."""
    chapter = _chapter(pairs) if cells else NOTHING
    in_both = pairs.now | pairs.before
    same = _all_but(Answer.control, sorted(pairs.changed)) if pairs.controls else SQL("0")
    found: dict[int, Found] = {period: {True: [], False: []} for period in periods}
    rows = _counted(periods, counted, Answer.sheet, chapter, same)
    for period, sheet, chapter_id, value, is_same, number in rows:
        shared = bool(is_same) and sheet in in_both
        found[period][shared].append(((sheet, chapter_id), LETTER[value], number))
    return found


def _chapter(pairs: Pairs):
    """Where a control belongs now, also for the answers that it had in another chapter."""
    moved = list(pairs.moved.items())
    return Case(Answer.control, moved, Answer.chapter) if moved else Answer.chapter


def _by_control(periods: list[int], counted: list[int], pairs: Pairs):
    """Period → shared or not → (control, letter, number)."""
    in_both = pairs.now | pairs.before
    apart = [sheet for sheet in counted if sheet not in in_both]
    paired = _all_but(Answer.sheet, _numbers(apart) if apart else ())
    found: dict[int, Found] = {period: {True: [], False: []} for period in periods}
    rows = _counted(periods, counted, Answer.control, NOTHING, paired)
    for period, control, _none, value, is_paired, number in rows:
        called = pairs.renamed.get(control, control)
        shared = bool(is_paired) and called in pairs.controls
        found[period][shared].append((called, LETTER[value], number))
    return found


def _all_but(column, out):
    """1 for everything but what is named; mostly nothing is."""
    return Case(None, [(column.in_(out), 0)], 1) if out else SQL("1")


def _numbers(ids: Iterable[int]) -> SQL:
    """Row numbers written out: hundreds of parameters cost more than the counting."""
    return SQL(f"({','.join(map(str, map(int, ids)))})")


def _counted(periods: list[int], counted: list[int], key, second, flag) -> list[tuple]:
    """Straight from the driver: nothing in these rows needs converting."""
    query = (
        Answer.select(
            Answer.period,
            key,
            second.alias("second"),
            Answer.value,
            flag.alias("shared"),
            fn.COUNT(Answer.id),
        )
        .where(Answer.period.in_(periods) & ASKED & Answer.sheet.in_(_numbers(counted or [0])))
        .group_by(Answer.period, key, SQL("second"), Answer.value, SQL("shared"))
    )
    return db.execute(query).fetchall()
