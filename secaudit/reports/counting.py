"""Answers counted from the letters of the sheets that count. Pure: the database is not asked again.

Sheets that are asked the same questions stand below each other like the lines of a table: a sheet's
counts are those of its line, a control's those of its column.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from operator import itemgetter

from secaudit.metrics.counts import Counts
from secaudit.reports.inputs import Cell, SheetFact, Tally, Year

LETTERS = "abcdn"  # in the formulas of the figures
Questions = tuple[str, ...]


def with_tallies(
    year: Year, in_both: Collection[int], same: Collection[str], cells: bool, newest: bool = True
) -> Year:
    """All that counts, and of that what the other year has too: its sheets `in_both`, the controls
    that are the `same`. `cells`: by chapter too; of an earlier year only where it is compared."""
    handed_in = [sheet for sheet in year.sheets if sheet.counted]
    common = [sheet for sheet in handed_in if sheet.id in in_both]
    chapters = {each.id: each.chapter for each in year.controls} if cells else None
    shared = tally(common, chapters, same)
    asked = {control for questions, _sheets in _alike(handed_in) for control in questions}
    if len(common) == len(handed_in) and asked <= set(same):
        return replace(year, tally=shared, shared=shared)
    return replace(year, tally=tally(handed_in, chapters if newest else None), shared=shared)


def tally(
    sheets: Iterable[SheetFact],
    chapters: Mapping[str, str] | None = None,
    only: Collection[str] | None = None,
) -> Tally:
    """`only`: these controls (None: all). `chapters`: of each control, where cells are wanted."""
    by_sheet: dict[int, Counts] = {}
    columns: dict[str, list[str]] = defaultdict(list)
    by_cell: dict[Cell, Counts] = {}
    for questions, alike in _alike(sheets):
        chosen = [n for n, each in enumerate(questions) if only is None or each in only]
        by_sheet |= _lines(alike, chosen)
        for control, letters in _columns(questions, alike, chosen):
            columns[control].append(letters)
        for chapter, places in _chapters(questions, chosen, chapters or {}).items():
            found = _lines(alike, places)
            by_cell |= {(sheet, chapter): counts for sheet, counts in found.items()}
    return Tally(
        by_sheet=by_sheet,
        by_control={control: _counts("".join(letters)) for control, letters in columns.items()},
        by_cell=None if chapters is None else by_cell,
    )


def _alike(sheets: Iterable[SheetFact]) -> list[tuple[Questions, list[SheetFact]]]:
    """By their list of questions: departments of one kind share one."""
    found: dict[int, list[SheetFact]] = defaultdict(list)
    for sheet in sheets:
        found[id(sheet.controls)].append(sheet)
    return [(alike[0].controls, alike) for alike in found.values()]


def _lines(alike: list[SheetFact], places: list[int]) -> dict[int, Counts]:
    """By sheet, over some places of its line."""
    if not places:
        return {}
    if places[-1] - places[0] + 1 == len(places):  # one after the other
        begin, end = places[0], places[-1] + 1
        return {sheet.id: _counts_of_line(sheet.letters[begin:end]) for sheet in alike}
    pick = itemgetter(*places)
    return {sheet.id: _counts_of_line("".join(pick(sheet.letters))) for sheet in alike}


def _columns(
    questions: Questions, alike: list[SheetFact], places: list[int]
) -> Iterable[tuple[str, str]]:
    """By control: what all of these sheets say to it."""
    together = "".join(sheet.letters for sheet in alike)
    return ((questions[place], together[place :: len(questions)]) for place in places)


def _chapters(
    questions: Questions, places: list[int], chapters: Mapping[str, str]
) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place in places:
        if chapter := chapters.get(questions[place]):
            found[chapter].append(place)
    return found


def _counts(letters: str) -> Counts:
    return Counts(*map(letters.count, LETTERS))


# The same few lines stand in thousands of cells.
_counts_of_line = lru_cache(maxsize=20_000)(_counts)
