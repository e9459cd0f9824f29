"""The page as one value: declared, audited and calibrated side by side. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from secaudit.calibration.cells import Cell, Found, Key, chapter_of, part_of, samples, unit_of
from secaudit.metrics.calibration import (
    Earlier,
    Interval,
    Sample,
    calibrated,
    calibrated_whole,
)
from secaudit.reports.inputs import ChapterFact, PeriodFact, Text

NOTHING = Sample()


@dataclass(frozen=True)
class Choices:
    """What the city has set."""

    needed: int  # cells that chance drew and an auditor judged
    earlier: float  # a cell of the year before counts as so much of a cell of now


@dataclass(frozen=True)
class Line:
    """The city, a chapter or a department. Without interval where too few cells were drawn."""

    title: Text
    sample: Sample
    interval: Interval | None
    unit: int | None = None
    chapter: str = ""


@dataclass(frozen=True)
class YearLine:
    period: PeriodFact
    line: Line


@dataclass(frozen=True)
class Calibration:
    city: Line
    chapters: tuple[Line, ...]
    departments: tuple[Line, ...]  # official order
    found: Found
    needed: int

    @property
    def missing(self) -> int:
        """How many cells drawn by chance are still to be judged before anything is estimated."""
        return max(self.needed - self.found.judged, 0)


Years = Sequence[Found]  # the years before, the newest first


def calibration(
    found: Found, before: Years, chapters: Sequence[ChapterFact], choices: Choices
) -> Calibration:
    enough = found.judged >= choices.needed
    by_chapter = _lines(found, before, chapter_of, choices, enough)
    by_unit = _lines(found, before, unit_of, choices, enough)
    return Calibration(
        city=city(found, before, choices),
        chapters=tuple(
            Line(each.title, *by_chapter[each.id], chapter=each.id)
            for each in chapters
            if each.id in by_chapter
        ),
        departments=tuple(
            Line(sheet.name, *by_unit[sheet.unit], unit=sheet.unit)
            for sheet in found.sheets
            if sheet.unit in by_unit
        ),
        found=found,
        needed=choices.needed,
    )


def city(found: Found, before: Years, choices: Choices) -> Line:
    """From the parts within which chance drew evenly: nothing else is assumed for the city."""
    parts = samples(found.cells, part_of)
    enough = found.judged >= choices.needed
    interval = (
        calibrated_whole(parts.values(), _earlier(before, part_of, choices)) if enough else None
    )
    return Line({}, sum(parts.values(), NOTHING), interval)


def _lines(
    found: Found, before: Years, key: Callable[[Cell], Key], choices: Choices, enough: bool
) -> Mapping[Key, tuple[Sample, Interval | None]]:
    own = samples(found.cells, key)
    intervals = calibrated(own, _earlier(before, key, choices)) if enough else {}
    return {name: (sample, intervals.get(name)) for name, sample in own.items()}


def _earlier(before: Years, key: Callable[[Cell], Key], choices: Choices) -> list[Earlier]:
    """Two years before counts by the square, and so on; a weight of nothing is left out."""
    weighed = [(each, choices.earlier**back) for back, each in enumerate(before, 1)]
    return [
        Earlier(sample, weight)
        for each, weight in weighed
        if weight
        for sample in samples(each.cells, key).values()
        if sample.drawn
    ]
