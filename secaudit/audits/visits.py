"""Dates proposed for visits: open days of the fieldwork, as few a day as they allow."""

from datetime import date

from secaudit.calendar.fiscal import Span
from secaudit.calendar.workdays import Closed, is_closed

TIMES = {1: ["10:00"], 2: ["10:00", "14:00"], 3: ["9:30", "13:30", "15:30"]}


def proposed(first: date, last: date, count: int, closed: Closed) -> list[tuple[date, str]]:
    """Day and time for each visit, in order; fewer than asked where the days do not suffice."""
    days = [day for day in Span(first, last) if not is_closed(day, closed)]
    fitting = next((n for n in TIMES if n * len(days) >= count), max(TIMES))
    slots = [(day, time) for day in days for time in TIMES[fitting]]
    return slots[:count]
