"""Whose turn it is: every department within so many fiscal years, the longest waiting first.

The rotation proposes; the audit lead moves a department to another year and says why.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True)
class Waiting:
    """One department on the first day of a programme."""

    unit: int
    last: int | None = None  # fiscal year of its last audit, or of one it carries on
    points: int = 0  # of the order by risk

    def latest(self, first: int, every: int) -> int:
        """The last fiscal year in which it can be audited without waiting too long.

        One that was never audited has the whole of the first round.
        """
        return first + every - 1 if self.last is None else self.last + every


def proposed(
    departments: Iterable[Waiting], first: int, years: int, every: int
) -> set[tuple[int, int]]:
    """(unit, fiscal year) of every turn.

    Each year takes whoever may wait no longer, and is filled up to an equal share of all
    (departments ÷ `every`) with those who may wait least; between equals by points, then in the
    order given. Earliest deadline first keeps every deadline that can be kept with that share.
    """
    waiting = list(departments)
    share = ceil(len(waiting) / every)
    latest = {each.unit: each.latest(first, every) for each in waiting}
    turns: set[tuple[int, int]] = set()
    for year in range(first, first + years):
        queue = sorted(waiting, key=lambda each: (latest[each.unit], -each.points))
        due = sum(latest[each.unit] <= year for each in queue)
        for each in queue[: max(due, share)]:
            turns.add((each.unit, year))
            latest[each.unit] = year + every
    return turns
