"""Answers counted in the database: two statements for both years, however large the city is."""

from collections import defaultdict
from collections.abc import Iterable

from peewee import SQL, Case, fn

from secaudit.metrics.counts import Counts
from secaudit.reports.inputs import SheetFact, Tally
from secaudit.reports.pairing import Pairs
from secaudit.selfcheck.models import Answer
from secaudit.selfcheck.reading import LETTER

Letters = dict[str, int]
NOTHING = SQL("''")


def tallies(
    periods: Iterable[int], sheets: Iterable[SheetFact], pairs: Pairs, cells: bool = False
) -> dict[int, tuple[Tally, Tally]]:
    """Period → all that counts, and of that what both years have. `cells`: by chapter too."""
    periods, counted = list(periods), [sheet.id for sheet in sheets if sheet.counted]
    by_sheet = _by_sheet(periods, counted, pairs, cells)
    by_control = _by_control(periods, counted, pairs)
    return {
        period: (
            _tally(by_sheet[period, False], by_control[period, False], cells),
            _tally(by_sheet[period, True], by_control[period, True], cells),
        )
        for period in periods
    }


def _tally(by_sheet: dict, by_control: dict[str, Letters], cells: bool) -> Tally:
    whole: dict[int, Letters] = defaultdict(lambda: defaultdict(int))
    for (sheet, _chapter), letters in by_sheet.items():
        for letter, number in letters.items():
            whole[sheet][letter] += number
    return Tally(
        by_sheet={sheet: Counts(**letters) for sheet, letters in whole.items()},
        by_control={control: Counts(**letters) for control, letters in by_control.items()},
        by_cell={cell: Counts(**each) for cell, each in by_sheet.items()} if cells else None,
    )


def _by_sheet(periods: list[int], counted: list[int], pairs: Pairs, cells: bool):
    """(period, shared) → (sheet, chapter) → letters. Shared ones stand under both."""
    chapter = Answer.chapter if cells else NOTHING
    in_both = pairs.now | pairs.before
    same = _all_but(Answer.control, sorted(pairs.changed)) if pairs.controls else SQL("0")
    rows = _counted(periods, counted, Answer.sheet, chapter, same)
    found: dict = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for period, sheet, chapter, value, same, number in rows:
        _add(found, period, same and sheet in in_both, (sheet, chapter), value, number)
    return found


def _by_control(periods: list[int], counted: list[int], pairs: Pairs):
    in_both = pairs.now | pairs.before
    apart = [sheet for sheet in counted if sheet not in in_both]
    paired = _all_but(Answer.sheet, _numbers(apart) if apart else ())
    rows = _counted(periods, counted, Answer.control, NOTHING, paired)
    found: dict = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for period, control, _none, value, paired, number in rows:
        _add(found, period, paired and control in pairs.controls, control, value, number)
    return found


def _add(found, period: int, shared: bool, key, value, number: int) -> None:
    letter = LETTER[value]
    found[period, False][key][letter] += number
    if shared:
        found[period, True][key][letter] += number


def _all_but(column, out):
    """1 for everything but what is named; mostly nothing is."""
    return Case(None, [(column.in_(out), 0)], 1) if out else SQL("1")


def _numbers(ids: Iterable[int]) -> SQL:
    """Row numbers written out: hundreds of parameters cost more than the counting."""
    return SQL(f"({','.join(map(str, map(int, ids)))})")


def _counted(periods: list[int], counted: list[int], key, second, flag):
    return (
        Answer.select(
            Answer.period,
            key,
            second.alias("second"),
            Answer.value,
            flag.alias("shared"),
            fn.COUNT(Answer.id),
        )
        .where(
            Answer.period.in_(periods) & Answer.asked & Answer.sheet.in_(_numbers(counted or [0]))
        )
        .group_by(Answer.period, key, SQL("second"), Answer.value, SQL("shared"))
        .tuples()
    )
