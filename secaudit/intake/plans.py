"""What a file would change: what the preview shows, and what confirming does exactly."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from secaudit.database import Record
from secaudit.errors import N_
from secaudit.intake.entries import Fault


class Outcome(StrEnum):
    NEW = "new"
    RENAMED = "renamed"
    MOVED = "moved"
    RECODED = "recoded"
    MERGED = "merged"
    SPLIT = "split"
    TRANSFERRED = "transferred"
    CHANGED = "changed"
    ABOLISHED = "abolished"
    LEFT = "left"
    UNCHANGED = "unchanged"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Outcome.NEW: N_("Newly entered"),
    Outcome.RENAMED: N_("Renamed"),
    Outcome.MOVED: N_("Moved"),
    Outcome.RECODED: N_("Recoded"),
    Outcome.MERGED: N_("Merged"),
    Outcome.SPLIT: N_("Split"),
    Outcome.TRANSFERRED: N_("Transferred"),
    Outcome.CHANGED: N_("Changed"),
    Outcome.ABOLISHED: N_("Abolished"),
    Outcome.LEFT: N_("Left"),
    Outcome.UNCHANGED: N_("Unchanged"),
}


@dataclass(frozen=True)
class Note:
    """What becomes different: the words for it, what was and what will be."""

    label: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Line:
    """What happens to one office or person."""

    outcomes: tuple[Outcome, ...]
    code: str
    name: str
    notes: tuple[Note, ...] = ()


@dataclass
class Plan:
    on: date
    stamp: int  # the newest entry of what the plan was made from
    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    rows: list[Record] = field(default_factory=list)

    @property
    def changes(self) -> list[Line]:
        return [line for line in self.lines if line.outcomes != (Outcome.UNCHANGED,)]

    def counts(self) -> dict[Outcome, int]:
        """How many of each, in the order of `Outcome`."""
        found = Counter(outcome for line in self.lines for outcome in line.outcomes)
        return {outcome: found[outcome] for outcome in Outcome if found[outcome]}

    def digest(self) -> str:
        """The same for the same changes of the same state, and for nothing else."""
        lines = [
            [
                line.outcomes,
                line.code,
                line.name,
                [[n.label, n.before, n.after] for n in line.notes],
            ]
            for line in self.lines
        ]
        text = json.dumps([self.on.isoformat(), self.stamp, lines], ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
