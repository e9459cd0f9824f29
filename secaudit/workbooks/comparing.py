"""What a filled workbook would change: what the preview shows, and what taking it does exactly."""

import hashlib
import json
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from secaudit.errors import N_, Invalid
from secaudit.journal import canonical
from secaudit.selfcheck.answers import Given
from secaudit.selfcheck.models import Answer
from secaudit.workbooks.cells import Fault
from secaudit.workbooks.columns import TYPED
from secaudit.workbooks.filled import Entry, Filled
from secaudit.workbooks.marks import Unclear
from secaudit.workbooks.stamp import Base

ANSWER_MISSING = N_("The answer is missing beside it. Choose from ○ △ × － ？.")
NOT_ASKED = N_("This question is not asked of the department. Clear the row, or leave it out.")
TWICE = N_("This question stands also on sheet “%(sheet)s” in %(address)s, answered otherwise.")


@dataclass(frozen=True)
class Line:
    """An answer to be saved; `version`: of the stored one it replaces, 0 where there is none."""

    entry: Entry
    given: Given
    version: int

    @property
    def control(self) -> str:
        return self.entry.control


@dataclass(frozen=True)
class Suggestion:
    """A cell that cannot be read for certain, with what was probably meant."""

    fault: Fault
    line: Line


@dataclass
class Plan:
    """All lines in the order of the form."""

    asked: int
    taken: list[Line] = field(default_factory=list)
    conflicts: list[Line] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    spoiled: set[str] = field(default_factory=set)  # questions of which a cell is wrong
    blank: int = 0  # questions that have no answer, here or there

    @property
    def wrong(self) -> int:
        return len(self.suggestions) + len(self.faults)

    @property
    def unchanged(self) -> int:
        lines = len(self.taken) + len(self.conflicts) + len(self.suggestions)
        return self.asked - lines - len(self.spoiled)

    @property
    def offers(self) -> bool:
        return bool(self.taken or self.conflicts or self.suggestions)

    def chosen(self, mine: Collection[str], meant: Collection[str]) -> list[Line]:
        """What is saved: the good part, conflicts decided for the file, suggestions agreed to."""
        decided = [line for line in self.conflicts if line.control in mine]
        agreed = [each.line for each in self.suggestions if each.line.control in meant]
        return [*self.taken, *decided, *agreed]

    def digest(self) -> str:
        """The same for the same answers over the same state, and for nothing else."""
        suggested = [each.line for each in self.suggestions]
        lines = [
            [_plain(line) for line in some] for some in (self.taken, self.conflicts, suggested)
        ]
        return hashlib.sha256(json.dumps(lines).encode()).hexdigest()


def _plain(line: Line) -> list:
    it = line.given
    return canonical.plain(
        [line.control, line.version, it.value, it.reason, it.ready_reason, it.promised_on]
    )


def touched(entry: Entry, base: Base) -> bool:
    """Whether somebody wrote here since it went out. Empty cells are no change."""
    if not entry.texts["answer"]:
        return bool(_others(entry)) and not _cleared(entry, base)
    try:
        return base.given is None or not same(entry.given(), base.given)
    except Invalid:
        return True


def _others(entry: Entry) -> list[str]:
    return [key for key in TYPED if key != "answer" and entry.texts[key]]


def _cleared(entry: Entry, base: Base) -> bool:
    """Whether only the answer's sign was taken away."""
    if base.given is None:
        return False
    try:
        return same(entry.given(base.given.value), base.given)
    except Invalid:
        return False


def same(one: Given, other: Given) -> bool:
    """Files come back with composed characters; that is no other answer."""
    return _composed(one).says_the_same(_composed(other))


def _composed(it: Given) -> Given:
    return replace(it, reason=unicodedata.normalize("NFC", it.reason))


def compare(filled: Filled, asked: Sequence[str], stored: Mapping[str, Answer]) -> Plan:
    """The workbook beside the answers as they are now."""
    plan = Plan(len(asked), faults=list(filled.faults))
    by_control = {entry.control: entry for entry in _once(filled, asked, plan)}
    for control in asked:
        if entry := by_control.get(control):
            _place(entry, filled.base(control), stored.get(control), plan)
    answered = {line.control for line in plan.taken} | set(stored)
    plan.blank = sum(control not in answered for control in asked)
    return plan


def _once(filled: Filled, asked: Sequence[str], plan: Plan) -> Iterator[Entry]:
    """Each question that was written to; one answered twice in different ways is a fault."""
    first: dict[str, Entry] = {}
    known = set(asked)
    for entry in filled.entries:
        if not touched(entry, filled.base(entry.control)):
            continue
        before = first.setdefault(entry.control, entry)
        if entry.control not in known:
            plan.faults.append(entry.fault("answer", NOT_ASKED))
        elif before.texts != entry.texts:
            plan.spoiled.add(entry.control)
            there = {"sheet": before.sheet, "address": before.address()}
            plan.faults.append(entry.fault("answer", TWICE, **there))
    yield from (entry for control, entry in first.items() if control not in plan.spoiled)


def _place(entry: Entry, base: Base, stored: Answer | None, plan: Plan) -> None:
    """To be taken, in conflict, unchanged or wrong."""
    try:
        if not entry.texts["answer"]:
            raise Invalid(ANSWER_MISSING, field="answer")
        given = entry.given()
    except Unclear as problem:
        _suggest(entry, problem, base, stored, plan)
        return
    except Invalid as problem:
        plan.faults.append(_fault(entry, problem))
        plan.spoiled.add(entry.control)
        return
    line = Line(entry, given, stored.version if stored else 0)
    if stored is None or stored.version == base.version:
        if stored is None or not same(given, stored.given):
            plan.taken.append(line)
    elif not same(given, stored.given):
        plan.conflicts.append(line)


def _fault(entry: Entry, problem: Invalid) -> Fault:
    return entry.fault(problem.field or "answer", problem.message, **problem.params)


def _suggest(entry: Entry, problem: Unclear, base: Base, stored: Answer | None, plan: Plan) -> None:
    """With what it probably means, where the rest of the row is right and nobody is overwritten."""
    fault = _fault(entry, problem)
    free = stored is None or stored.version == base.version
    try:
        given = entry.given(problem.probably) if problem.probably and free else None
    except Invalid:
        given = None
    if given is None:
        plan.faults.append(fault)
        plan.spoiled.add(entry.control)
    else:
        line = Line(entry, given, stored.version if stored else 0)
        plan.suggestions.append(Suggestion(fault, line))
