"""What a filled file would change: what the preview shows, and what taking it does exactly."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from secaudit.errors import N_, Invalid
from secaudit.fieldwork.actions import Seen
from secaudit.fieldwork.models import PaperItem
from secaudit.fieldwork.offline.filled import Entry, Filled
from secaudit.fieldwork.offline.stamp import digest, said
from secaudit.workbooks.cells import Fault

NOT_HERE = N_("This control is not in the working paper. Clear the row, or leave it out.")
TWICE = N_("This control also stands on sheet “%(sheet)s” in %(address)s, written otherwise.")


@dataclass(frozen=True)
class Line:
    """A row to be saved; `version`: of the stored one it replaces."""

    entry: Entry
    seen: Seen
    version: int

    @property
    def control(self) -> str:
        return self.entry.control


@dataclass
class Plan:
    total: int
    taken: list[Line] = field(default_factory=list)
    conflicts: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    spoiled: set[str] = field(default_factory=set)

    @property
    def unchanged(self) -> int:
        return self.total - len(self.taken) - len(self.conflicts) - len(self.spoiled)

    def chosen(self, mine: Collection[str]) -> list[Line]:
        """What is saved: the good part, and the conflicts decided for the file."""
        return [*self.taken, *(line for line in self.conflicts if line.control in mine)]

    def digest(self) -> str:
        """The same for the same rows over the same state, and for nothing else."""
        lines = [
            [[line.control, line.version, *said(line.seen)] for line in some]
            for some in (self.taken, self.conflicts)
        ]
        return hashlib.sha256(json.dumps(lines).encode()).hexdigest()


def compare(filled: Filled, stored: Mapping[str, PaperItem]) -> Plan:
    """The file beside the working paper as it is now."""
    plan = Plan(len(stored), faults=list(filled.faults))
    for entry in _once(filled, stored, plan):
        _place(entry, filled, stored[entry.control], plan)
    return plan


def _once(filled: Filled, stored: Mapping[str, PaperItem], plan: Plan) -> Iterator[Entry]:
    """Each row that was written to; a control written twice in different ways is a fault."""
    first: dict[str, Entry] = {}
    for entry in filter(lambda each: touched(each, filled), filled.entries):
        before = first.setdefault(entry.control, entry)
        if entry.control not in stored:
            plan.faults.append(entry.fault("judgement", NOT_HERE))
        elif before.texts != entry.texts:
            plan.spoiled.add(entry.control)
            there = {"sheet": before.sheet, "address": before.address()}
            plan.faults.append(entry.fault("judgement", TWICE, **there))
    yield from (
        entry for name, entry in first.items() if name in stored and name not in plan.spoiled
    )


def touched(entry: Entry, filled: Filled) -> bool:
    """Whether somebody wrote here since it went out. An empty row is no change."""
    if entry.blank:
        return False
    try:
        return digest(entry.seen()) != filled.base(entry.control).digest
    except Invalid:
        return True


def _place(entry: Entry, filled: Filled, item: PaperItem, plan: Plan) -> None:
    """To be taken, in conflict, unchanged or wrong."""
    try:
        seen = entry.seen()
    except Invalid as problem:
        plan.faults.append(entry.fault(problem.field or "", problem.message, **problem.params))
        plan.spoiled.add(entry.control)
        return
    if said(seen) == said(item):
        return
    fresh = item.version == filled.base(entry.control).version
    (plan.taken if fresh else plan.conflicts).append(Line(entry, seen, item.version))
