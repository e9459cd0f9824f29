"""Which mornings are worth a mail. Pure."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from secaudit.calendar.workdays import Closed, days_left

# Working days before (after: negative) a due date on which it is told of, whatever was told before:
# often enough that nobody forgets, seldom enough that it is read.
TOLD_ON = {7, 3, 1, 0, -1, -3, -7}


@dataclass(frozen=True)
class Line:
    """One thing that waits, or is told of, as the mail says it."""

    words: str
    href: str
    mark: str  # the same thing has the same mark tomorrow
    due: date | None = None
    informs: bool = False


def mark(words: str, address: tuple[str, dict[str, Any]]) -> str:
    """By what is asked and where, not by the figures in it: 12 of 40 answered is no news."""
    endpoint, values = address
    spelt = json.dumps([words, endpoint, values], sort_keys=True, default=str)
    return sha256(spelt.encode()).hexdigest()[:12]


def worth_sending(
    lines: Collection[Line], told: Collection[str], on: date, closed: Closed = frozenset()
) -> bool:
    """Something is there that the last mail did not name, or a due date is near or just past."""
    return any(
        line.mark not in told or (line.due and _comes_up(line.due, on, closed)) for line in lines
    )


def _comes_up(due: date, on: date, closed: Closed) -> bool:
    return days_left(due, on, closed).working in TOLD_ON
