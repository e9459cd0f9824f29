"""Days the office is open, and counting by them.

`closed` is the set of days this city closes besides weekends, national holidays and the
turn of the year: a local anniversary, for example.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import jpholiday

from secaudit.calendar.fiscal import ONE_DAY, Span
from secaudit.errors import N_

Closed = AbstractSet[date]
NONE: Closed = frozenset()

SATURDAY = 5
TURN_OF_THE_YEAR = {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}


@lru_cache(maxsize=8192)  # jpholiday needs a third of a millisecond a day
def _closed_everywhere(day: date) -> bool:
    return (
        day.weekday() >= SATURDAY
        or (day.month, day.day) in TURN_OF_THE_YEAR
        or jpholiday.is_holiday(day)
    )


def is_closed(day: date, closed: Closed = NONE) -> bool:
    return day in closed or _closed_everywhere(day)


def next_open_day(day: date, closed: Closed = NONE) -> date:
    """The day itself where the office is open, otherwise the first open one after it."""
    while is_closed(day, closed):
        day += ONE_DAY
    return day


def add_working_days(day: date, count: int, closed: Closed = NONE) -> date:
    """The count-th working day after this day (before it, where negative); 0 is the day itself."""
    step = ONE_DAY if count > 0 else -ONE_DAY
    for _ in range(abs(count)):
        day += step
        while is_closed(day, closed):
            day += step
    return day


def working_days_between(first: date, last: date, closed: Closed = NONE) -> int:
    """Open days from the first to the last, both counted; none where they are reversed."""
    return sum(not is_closed(day, closed) for day in Span(first, last)) if first <= last else 0


def last_day_within(start: date, days: int) -> date:
    """「○日以内」: the days are counted from the day after the start."""
    return start + timedelta(days=days)


def due_within(start: date, days: int, closed: Closed = NONE) -> date:
    """「○日以内」 as a due date somebody can meet: on a closed day it moves to the next open one."""
    return next_open_day(last_day_within(start, days), closed)


@dataclass(frozen=True)
class DaysLeft:
    """Days after today up to and with the due date; negative once it has passed."""

    calendar: int
    working: int

    @property
    def overdue(self) -> bool:
        return self.calendar < 0

    @property
    def message(self) -> str:
        """The message id that says it; fill it with `params`."""
        if self.overdue:
            return OVERDUE.get(self.calendar, N_("%(days)s days overdue"))
        if self.calendar > 1 and self.working == 1:
            return N_("%(days)s days left (1 working day)")
        return LEFT.get(self.calendar, N_("%(days)s days left (%(working)s working days)"))

    @property
    def params(self) -> dict[str, int]:
        return {"days": abs(self.calendar), "working": abs(self.working)}


LEFT = {0: N_("Due today"), 1: N_("Due tomorrow")}
OVERDUE = {-1: N_("1 day overdue")}


def days_left(due: date, today: date, closed: Closed = NONE) -> DaysLeft:
    """Today itself is not counted, the due date is: 22 October to 30 October is 8 days."""
    if due < today:
        late = working_days_between(due + ONE_DAY, today, closed)
        return DaysLeft((due - today).days, -late)
    return DaysLeft((due - today).days, working_days_between(today + ONE_DAY, due, closed))
