"""The figures of a paper as they were on an earlier day, in a large city where much has changed since.

Answers of every department are written twice through the journal, before that day and after it, so
that each of them has to be looked up as it was.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from flask import Flask

from bench.measure import Measured, measure
from secaudit.access.guard import COMMAND
from secaudit.calendar import clock
from secaudit.calendar.moments import end_of, to_tokyo
from secaudit.committee.earlier import gathered_as_of
from secaudit.committee.snapshot import as_bytes
from secaudit.database import db
from secaudit.journal.actions import record
from secaudit.reports.reading import chosen_period
from secaudit.selfcheck.models import Answer, Period, Sheet

CHANGED = 20  # answers of each department
LATER = timedelta(days=7)  # than the city was poured
BEFORE, AFTER = timedelta(days=2), timedelta(hours=1)


def measured(app: Flask, runs: int) -> Iterator[Measured]:
    """As of the end of the day before, a week after the city was poured. Counts no floor but its own."""
    clock.shift(LATER.total_seconds())
    today = to_tokyo(clock.now()).date()
    yesterday = today - timedelta(days=1)
    period, _every = chosen_period(None)
    assert period is not None
    answers = changed(period, end_of(yesterday))
    with app.test_request_context():
        yield measure(
            f"frozen as of then, {answers:,} changed",
            lambda: len(as_bytes(gathered_as_of(period, yesterday, None, today))),
            runs,
        )


def changed(of: Period, end: datetime) -> int:
    """How many answers have changed since that instant."""
    sheets = list(Sheet.select().where(Sheet.period == of).order_by(Sheet.position))
    for at in (end - BEFORE, end + AFTER):
        with db.atomic():
            for sheet in sheets:
                _again(sheet, at)
    return len(sheets) * CHANGED


def _again(sheet: Sheet, at: datetime) -> None:
    rows = Answer.select().where(Answer.sheet == sheet).order_by(Answer.control).limit(CHANGED)
    answers = list(rows)
    for row in answers:
        row.answered_at = at
    record(COMMAND, "bench.again", f"sheet:{sheet.id}", answers, at=at)
