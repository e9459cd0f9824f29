"""Cells (a control of a department) and what is known of each; counted up by what they share. Pure."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from secaudit.errors import N_
from secaudit.fieldwork.judging import Judgement
from secaudit.metrics.calibration import Looked, Sample
from secaudit.reports.inputs import SheetFact
from secaudit.selfcheck.kinds import Value

Key = TypeVar("Key", bound=Hashable)
Place = tuple[int, str]  # department's number and control
Part = tuple[tuple[int, int], ...]  # the strata of draws that a cell could have come from


class Way(StrEnum):
    """How an auditor came to look at a cell."""

    DRAWN = "drawn"
    CHOSEN = "chosen"

    @property
    def label(self) -> str:
        return WAYS[self]


WAYS = {Way.DRAWN: N_("Drawn by chance"), Way.CHOSEN: N_("Chosen by somebody")}


@dataclass(frozen=True)
class Seen:
    """What came of looking at a cell."""

    place: Place
    way: Way
    right: bool
    judgement: Judgement
    paper: int
    engagement: int


@dataclass(frozen=True)
class Cell:
    """An answer that counts in the rate of implementation, in what was drawn from."""

    place: Place
    chapter: str
    part: Part
    value: Value  # as declared
    seen: Seen | None = None

    @property
    def implemented(self) -> bool:
        return self.value == Value.IMPLEMENTED

    @property
    def unit(self) -> int:
        return self.place[0]


@dataclass(frozen=True)
class Found:
    """Everything a period's calibration rests on."""

    sheets: tuple[SheetFact, ...] = ()  # in official order
    cells: tuple[Cell, ...] = ()  # that the draws could have drawn
    outside: int = 0  # answers that no draw could have drawn: nothing is said of them
    drawn: int = 0  # by the draws, judged or not
    settled: int = 0  # of these: judged, or found not to apply
    draws: tuple[str, ...] = ()  # their numbers

    @property
    def seen(self) -> list[Seen]:
        return [cell.seen for cell in self.cells if cell.seen]

    @property
    def unsettled(self) -> int:
        return self.drawn - self.settled

    @property
    def judged(self) -> int:
        """Cells of now that chance drew and that an auditor judged."""
        return sum(each.way == Way.DRAWN for each in self.seen)


def chapter_of(cell: Cell) -> str:
    return cell.chapter


def unit_of(cell: Cell) -> int:
    return cell.unit


def part_of(cell: Cell) -> Part:
    """Within a part chance drew evenly: every cell was as likely as any other."""
    return cell.part


def samples(cells: Iterable[Cell], key: Callable[[Cell], Key]) -> dict[Key, Sample]:
    """Counted by department, chapter or part."""
    counts: dict[Key, tuple[Counter[str], Counter[str]]] = {}
    for cell in cells:
        of = counts.setdefault(key(cell), (Counter(), Counter()))[not cell.implemented]
        of["cells"] += 1
        if cell.seen:
            of[cell.seen.way] += 1
            of[f"{cell.seen.way}_right"] += cell.seen.right
    return {name: Sample(Looked(**one), Looked(**other)) for name, (one, other) in counts.items()}
