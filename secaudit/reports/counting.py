"""Answers counted from the lines of sheets, one letter a control. Pure: the database is not asked again.

The sheets of a year stand below each other like the lines of a table, whose columns are its controls: a
sheet's counts are those of its line, a control's those of its column.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import groupby
from operator import itemgetter

from secaudit.metrics.counts import Counts
from secaudit.selfcheck.kinds import MISSING, NOT_ANSWERED, NOT_ASKED

LETTERS = "abcdn" + MISSING  # in the formulas of the figures
ALIKE = str.maketrans(dict.fromkeys(LETTERS + NOT_ANSWERED, MISSING))

Column = tuple[str, str]  # a control and its chapter


class Tally:
    """Counts of some sheets' answers, each made when it is asked for first. `only`: over these controls
    (None: over all)."""

    def __init__(
        self,
        lines: Mapping[int, str] | None = None,
        columns: Sequence[Column] = (),
        only: Collection[str] | None = None,
    ):
        self.lines = lines or {}  # by sheet
        self.columns = columns
        self.places = [n for n, (id, _) in enumerate(columns) if only is None or id in only]

    @cached_property
    def asked(self) -> frozenset[str]:
        """The controls that stand in at least one sheet. Departments of one kind are asked the same."""
        together, width = "".join(self.lines.values()).translate(ALIKE), len(self.columns)
        kinds = {together[start : start + width] for start in range(0, len(together), width)}
        return frozenset(
            self.columns[n][0] for n in self.places if any(kind[n] != NOT_ASKED for kind in kinds)
        )

    @cached_property
    def whole(self) -> Counts:
        return _counts("".join(map(_picker(self.places), self.lines.values())))

    @cached_property
    def by_sheet(self) -> dict[int, Counts]:
        return _counted(self.lines, self.places)

    @cached_property
    def by_control(self) -> dict[str, Counts]:
        together, width = "".join(self.lines.values()), len(self.columns)
        ids = ((n, self.columns[n][0]) for n in self.places)
        return {id: _counts(together[n::width]) for n, id in ids if id in self.asked}

    @cached_property
    def by_cell(self) -> dict[str, dict[int, Counts]]:
        """By chapter and sheet."""
        chapters: dict[str, list[int]] = {}
        for n in self.places:
            chapters.setdefault(self.columns[n][1], []).append(n)
        return {chapter: _counted(self.lines, places) for chapter, places in chapters.items()}


def _counted(lines: Mapping[int, str], places: list[int]) -> dict[int, Counts]:
    """By sheet, over some places of its line; without the sheets that are asked nothing there."""
    pick = _picker(places)
    found = ((sheet, _counts_of_line(pick(line))) for sheet, line in lines.items())
    return {sheet: counts for sheet, counts in found if counts is not None}


def _picker(places: Sequence[int]) -> Callable[[str], str]:
    """What a line says at these places. Most of them stand beside each other."""
    runs = [slice(run[0], run[-1] + 1) for run in _runs(places)]
    if len(runs) < 2:
        return itemgetter(runs[0] if runs else slice(0))
    pick = itemgetter(*runs)
    return lambda line: "".join(pick(line))


def _runs(places: Sequence[int]) -> list[list[int]]:
    """1, 2, 3, 7, 8 are two."""
    beside = groupby(enumerate(places), lambda pair: pair[1] - pair[0])
    return [[place for _n, place in run] for _key, run in beside]


def _counts(letters: str) -> Counts:
    return Counts(*map(letters.count, LETTERS))


@lru_cache(maxsize=20_000)
def _counts_of_line(letters: str) -> Counts | None:
    """The same few stand in thousands of cells. None where nothing is asked."""
    return _counts(letters) if letters.strip(NOT_ASKED) else None
