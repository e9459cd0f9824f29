"""Whether the page is one page, by how many lines it is not, and what to leave out. Pure.

All heights are those that the paper really has once it is set, in points.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

KEPT = 1  # rows that a list keeps in any case: it never disappears


@dataclass(frozen=True)
class Cut:
    """In that part so many rows are shown instead of all."""

    number: int  # of the part
    rows: int  # that stay
    left_out: int


@dataclass(frozen=True)
class Meter:
    pages: int
    over: int  # lines too many; 0: it fits
    free: int  # lines that are left
    cuts: tuple[Cut, ...] = ()  # with which it fits; none where texts must become shorter

    @property
    def fits(self) -> bool:
        return self.pages == 1


def read_meter(told: dict[str, Any]) -> Meter:
    """`told`: room, height of a line, of what is always there, and of each part: with all its rows,
    without the last one, without the last two …"""
    parts, line = told["parts"], told["line"]
    over = told["rest"] + sum(each[0] for each in parts) - told["room"]
    return Meter(
        pages=told["pages"],
        over=max(math.ceil(over / line), 1) if told["pages"] > 1 else 0,
        free=max(math.floor(-over / line), 0),
        cuts=tuple(advice(parts, over)) if told["pages"] > 1 else (),
    )


def advice(parts: Sequence[Sequence[float]], over: float) -> Iterator[Cut]:
    """The fewest rows: of one part where that is enough, else of the longest ones too."""
    if single := _single(parts, over):
        yield single
        return
    left = over
    for number, heights in sorted(enumerate(parts, 1), key=lambda each: -len(each[1])):
        most = len(heights) - 1 - KEPT
        if left <= 0 or most < 1:
            break
        needed = next((k for k, h in enumerate(heights) if heights[0] - h >= left), most)
        needed = min(needed, most)
        left -= heights[0] - heights[needed]
        yield Cut(number, len(heights) - 1 - needed, needed)


def _single(parts: Sequence[Sequence[float]], over: float) -> Cut | None:
    found = [
        Cut(number, len(heights) - 1 - k, k)
        for number, heights in enumerate(parts, 1)
        for k, height in enumerate(heights[:-KEPT])
        if heights[0] - height >= over
    ]
    return min(found, key=lambda each: (each.left_out, -each.rows), default=None)
