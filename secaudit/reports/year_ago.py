"""Findings as they stood on an earlier day, out of the journal: what was expected next by then.

A finding's row says what is expected now; what was expected a year ago stands in the payload of the
last entry that wrote the row until then.
"""

import json
from datetime import date
from typing import Any

from peewee import OP, Case, Expression, Value, fn

from secaudit.calendar.moments import to_tokyo
from secaudit.findings.lifecycle import OPEN
from secaudit.findings.models import Finding
from secaudit.journal.models import JournalEntry, JournalPayload
from secaudit.prepared import Prepared, given

WRITTEN = '["finding",'  # so an entry that wrote a finding begins the name of the row


def payload_until():
    """A column beside findings: the payload that wrote each last before the moment `until`."""
    newest = JournalEntry.select(fn.MAX(JournalEntry.id)).where(
        (JournalEntry.obj == Expression(Value("finding:"), OP.CONCAT, Finding.id.cast("text")))
        & (JournalEntry.at < given("until"))
        & JournalEntry.bytes.contains(WRITTEN)
    )
    body = JournalPayload.select(JournalPayload.body).where(JournalPayload.id == newest)
    return Case(None, [(Finding.issued_at < given("until"), body)]).alias("body_then")


def expected_then(body: str | None) -> date | None:
    """By when the next step was expected; None where the finding was not open then, nothing was
    expected, or the payload has been erased since."""
    found: Any = json.loads(body)["rows"] if body else ()
    row = next((each for each in found if "next_due_on" in each), None)
    if row is None or row["state"] not in OPEN or row["next_due_on"] is None:
        return None
    return date.fromisoformat(row["next_due_on"])


def _first():
    return JournalEntry.select(JournalEntry.at).where(JournalEntry.id == 0)


FIRST = Prepared(_first)


def known_since() -> date | None:
    """The first day of the journal: of days before it nothing is known, not even that there was
    nothing. One statement."""
    found = FIRST()
    return to_tokyo(found[0].at).date() if found else None
