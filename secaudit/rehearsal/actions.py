"""Beginning and ending practice: each is an entry of the city's own journal."""

from datetime import datetime
from pathlib import Path

from secaudit.access.guard import Actor, require
from secaudit.journal.actions import record, transaction
from secaudit.rehearsal import making


def begin(data: Path, address: str, *, by: Actor, at: datetime) -> int:
    """Copy everything that is there now; the city goes on meanwhile."""
    require(by, "practise")
    making.make(data, address)
    with transaction():
        return record(by, "rehearsal.begin", "rehearsal", at=at)


def end(data: Path, *, by: Actor, at: datetime) -> int:
    """All of it goes: nothing that was practised reaches the records."""
    require(by, "practise")
    making.throw_away(data)
    with transaction():
        return record(by, "rehearsal.end", "rehearsal", at=at)
