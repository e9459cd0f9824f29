"""補正後の実施率（推計）: what an audit of everything would have found, from cells drawn by chance.

A cell is one control of one department. Its rate is (cells known to be right + right ones among the
rest) ÷ all cells; cells declared 該当なし and cells not handed in are no part of it. What auditors
judged is known and taken as it is; the rest is predicted from the cells that chance drew, for
declared ○ and for every other answer apart. Cells that somebody chose (for their risk, for a
theme) are known as well and say nothing about the rest.

The method, its assumptions and sources, and how often its intervals hold:
docs/decisions/calibrated-self-assessment.md. A third figure beside the declared and the audited
rate; never inside one of them.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from secaudit.metrics.calibration_grid import Common, Group, common
from secaudit.metrics.calibration_spread import Spread, between, rest_right, shortest
from secaudit.metrics.rate import Rate, one_decimal

CONFIDENCE = 90  # percent
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Looked:
    """Cells of one kind of answer in one group: how many, and what is known of them."""

    cells: int = 0
    drawn: int = 0  # by chance, and judged
    drawn_right: int = 0
    chosen: int = 0  # by somebody, and judged
    chosen_right: int = 0

    def __post_init__(self) -> None:
        if not (
            0 <= self.drawn_right <= self.drawn
            and 0 <= self.chosen_right <= self.chosen
            and self.drawn + self.chosen <= self.cells
        ):
            raise ValueError(f"not parts of a whole: {self}")

    @property
    def rest(self) -> int:
        """Nobody has looked at these: all that is uncertain."""
        return self.cells - self.drawn - self.chosen

    @property
    def right(self) -> int:
        return self.drawn_right + self.chosen_right

    @property
    def confirmed(self) -> Rate:
        """Of the cells that chance drew, those that were right."""
        return Rate(self.drawn_right, self.drawn)

    @property
    def group(self) -> Group:
        return Group(self.rest, self.drawn, self.drawn_right)

    def __add__(self, other: "Looked") -> "Looked":
        return Looked(
            self.cells + other.cells,
            self.drawn + other.drawn,
            self.drawn_right + other.drawn_right,
            self.chosen + other.chosen,
            self.chosen_right + other.chosen_right,
        )


@dataclass(frozen=True)
class Sample:
    """A department, a chapter, or a part of what was drawn from."""

    implemented: Looked = Looked()  # declared ○
    otherwise: Looked = Looked()  # declared △, × or ？

    @property
    def cells(self) -> int:
        return self.implemented.cells + self.otherwise.cells

    @property
    def drawn(self) -> int:
        return self.implemented.drawn + self.otherwise.drawn

    @property
    def judged(self) -> int:
        return self.drawn + self.implemented.chosen + self.otherwise.chosen

    @property
    def right(self) -> int:
        """Known to be: judged conforming."""
        return self.implemented.right + self.otherwise.right

    @property
    def declared(self) -> Rate:
        """The rate of implementation as declared, over these cells."""
        return Rate(self.implemented.cells, self.cells)

    @property
    def audited(self) -> Rate:
        """Judged conforming, of all that was judged, drawn or chosen."""
        return Rate(self.right, self.judged)

    def __add__(self, other: "Sample") -> "Sample":
        return Sample(self.implemented + other.implemented, self.otherwise + other.otherwise)


@dataclass(frozen=True)
class Earlier:
    """What chance drew in an earlier year; a cell of it counts as `weight` of a cell of now."""

    sample: Sample
    weight: float


@dataclass(frozen=True)
class Interval:
    """From so many to so many of the cells would have been judged conforming."""

    low: int
    high: int
    cells: int

    @property
    def percents(self) -> tuple[Decimal, Decimal] | None:
        """With one decimal, rounded half up as every rate; none where there are no cells. Whole
        percents rounded away from each other would hold more often than is said."""
        if not self.cells:
            return None
        return one_decimal(100 * self.low, self.cells), one_decimal(100 * self.high, self.cells)

    def holds(self, right: int) -> bool:
        return self.low <= right <= self.high


def calibrated(
    samples: Mapping[Key, Sample], earlier: Iterable[Earlier] = ()
) -> dict[Key, Interval]:
    """Each department (or each chapter) by itself, shrunk toward what all of them show."""
    found = _each(tuple(samples.values()), tuple(earlier))
    return dict(zip(samples, found, strict=True))


def calibrated_whole(samples: Iterable[Sample], earlier: Iterable[Earlier] = ()) -> Interval:
    """All of them together: the city, from the parts in which chance drew evenly."""
    return _whole(tuple(samples), tuple(earlier))


@lru_cache(maxsize=32)
def _each(samples: tuple[Sample, ...], earlier: tuple[Earlier, ...]) -> tuple[Interval, ...]:
    likely = _likely(samples, earlier)
    return tuple(_interval((sample,), likely, shortest) for sample in samples)


@lru_cache(maxsize=32)
def _whole(samples: tuple[Sample, ...], earlier: tuple[Earlier, ...]) -> Interval:
    return _interval(samples, _likely(samples, earlier), between)


Likely = tuple[list[Common], list[Common]]


def _likely(samples: Sequence[Sample], earlier: Sequence[Earlier]) -> Likely:
    """What declared ○ have in common in this city, and what the other answers have."""
    return (
        common([each.implemented.group for each in samples]
               + [_discounted(each.sample.implemented, each.weight) for each in earlier]),
        common([each.otherwise.group for each in samples]
               + [_discounted(each.sample.otherwise, each.weight) for each in earlier]),
    )  # fmt: skip


def _discounted(looked: Looked, weight: float) -> Group:
    """It says something about what is common, and nothing about a cell of this year."""
    return Group(0, weight * looked.drawn, weight * looked.drawn_right)


Ends = Callable[[Spread, Spread, int], tuple[int, int]]


def _interval(samples: Sequence[Sample], likely: Likely, ends: Ends) -> Interval:
    known = sum(each.right for each in samples)
    low, high = ends(
        rest_right([each.implemented.group for each in samples], likely[0]),
        rest_right([each.otherwise.group for each in samples], likely[1]),
        CONFIDENCE,
    )
    return Interval(known + low, known + high, sum(each.cells for each in samples))
