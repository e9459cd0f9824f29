"""In which order departments are proposed for audit: points anyone can add up again.

The order proposes; the audit lead chooses, and gives a reason for choosing against it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

GAP, PARTIAL, UNKNOWN = 2, 1, 1  # per answer of the last self-check
OPEN, REPEAT = 5, 5  # per finding that is still open; once more where it was found before
PER_YEAR, MOST_YEARS = 3, 5  # since the last audit; never audited counts as the most


@dataclass(frozen=True)
class Facts:
    """What is known of one department."""

    unit: int
    gaps: int = 0  # answered ×
    partial: int = 0  # answered △
    unknown: int = 0  # answered ？
    open: int = 0
    repeats: int = 0
    last_audited: int | None = None  # fiscal year

    def years(self, now: int) -> int:
        """Fiscal years since the last audit, five at most."""
        if self.last_audited is None:
            return MOST_YEARS
        return min(max(now - self.last_audited, 0), MOST_YEARS)

    def points(self, now: int) -> int:
        return (
            GAP * self.gaps
            + PARTIAL * self.partial
            + UNKNOWN * self.unknown
            + OPEN * self.open
            + REPEAT * self.repeats
            + PER_YEAR * self.years(now)
        )


def proposed(facts: Iterable[Facts], now: int) -> list[Facts]:
    """The most points first; equal ones stay in official order."""
    return sorted(facts, key=lambda each: -each.points(now))
