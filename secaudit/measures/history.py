"""What was changed of a measure's plan, when, by whom and why: out of the journal."""

import json
from dataclasses import dataclass
from datetime import datetime

from secaudit.journal.actions import history, name
from secaudit.journal.models import JournalPayload
from secaudit.measures.models import Measure

TOLD = ("measure.plan", "measure.change", "measure.end")


@dataclass(frozen=True)
class Change:
    at: datetime
    act: str
    post: str
    reason: str


def changes_of(row: Measure) -> list[Change]:
    """The oldest first."""
    entries = [each for each in history(name(row)) if each.act in TOLD]
    bodies = JournalPayload.select().where(JournalPayload.id.in_([e.id for e in entries] or [0]))
    told = {each.id: json.loads(each.body) for each in bodies if each.body}
    return [_change(each, told.get(each.id, {})) for each in entries]


def _change(entry, body: dict) -> Change:
    return Change(entry.at, entry.act, body.get("post", ""), body.get("reason", ""))
