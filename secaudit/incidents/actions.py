"""An incident is recorded, and what is known of it changes. Each: guard, change, one entry."""

from dataclasses import asdict
from datetime import date, datetime

from secaudit.access.guard import Actor, require
from secaudit.calendar.fiscal import fiscal_year
from secaudit.incidents import reading
from secaudit.incidents.models import Incident
from secaudit.incidents.rules import Facts, check, overwritten, reason_for
from secaudit.journal.actions import based_on, record, transaction

DEED = "record incidents"


def enter(facts: Facts, *, by: Actor, at: datetime, on: date) -> Incident:
    with transaction():
        require(by, DEED)
        row = Incident(recorded_by=by.person, recorded_at=at)
        _take(row, check(facts, on))
        record(by, "incident.enter", row, [row], at=at)
        return row


def _take(row: Incident, facts: Facts) -> None:
    for name, value in asdict(facts).items():
        setattr(row, name, list(value) if isinstance(value, tuple) else value)
    row.fiscal_year = fiscal_year(facts.noticed_on)


def change(
    id: int, version: int, facts: Facts, reason: str, *, by: Actor, at: datetime, on: date
) -> Incident:
    """What was open is filled in, or, with a reason, what was written becomes another."""
    with transaction():
        row = reading.incident(id, by, on, lock=True)
        require(by, DEED)
        based_on(row, version)
        before, right = row.facts, check(facts, on)
        why = reason_for(before, right, reason)
        if right != before:
            _take(row, right)
            act = "incident.correct" if overwritten(before, right) else "incident.change"
            record(by, act, row, [row], at=at, reason=why)
        return row


def note_export(row: Incident, *, by: Actor, at: datetime) -> None:
    with transaction():
        record(by, "export.incident", row, [], at=at)
