"""How the day of an action was moved, when, by which post and why: out of the journal."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from secaudit.journal.actions import history, name
from secaudit.journal.models import JournalPayload
from secaudit.meetings.models import MeetingAction

MOVED = "meeting_action.move"


@dataclass(frozen=True)
class Move:
    at: datetime
    post: str
    reason: str
    before: date
    to: date


def moves_of(row: MeetingAction) -> list[Move]:
    """The oldest first; without those whose words have lawfully been erased."""
    at = {each.id: each.at for each in history(name(row)) if each.act == MOVED}
    bodies = JournalPayload.select().where(JournalPayload.id.in_(list(at) or [0]))
    return [
        _move(at[each.id], json.loads(each.body)) for each in bodies.order_by(JournalPayload.id)
    ]


def _move(at: datetime, body: dict) -> Move:
    days = (date.fromisoformat(body["details"][key]) for key in ("before", "to"))
    return Move(at, body["post"], body["reason"], *days)
