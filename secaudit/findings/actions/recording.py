"""The draft: recorded from a working paper, written, discarded; evidence beside it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import fn

from secaudit.access.guard import Actor
from secaudit.audits.guards import require_auditor
from secaudit.audits.lifecycle import OPEN_PAPERS
from secaudit.audits.models import WorkingPaper
from secaudit.audits.numbers import next_in_line, short_year
from secaudit.errors import N_, Invalid, Refused
from secaudit.evidence.actions import Proof, evidence
from secaudit.evidence.models import Evidence
from secaudit.findings import guards, reading, rules
from secaudit.findings.actions.steps import step
from secaudit.findings.kinds import Severity
from secaudit.findings.lifecycle import WRITABLE
from secaudit.findings.models import Finding
from secaudit.journal.actions import based_on, record, transaction


@dataclass(frozen=True)
class Text:
    """The parts of a finding as they are typed."""

    severity: Severity
    title: str
    criterion: str = ""
    condition: str = ""
    cause: str = ""
    effect: str = ""
    recommendation: str = ""
    publishable: str = ""


PARTS = tuple(Text.__dataclass_fields__)


def draft(
    paper: WorkingPaper,
    control: str,
    chapter: str,
    text: Text,
    *,
    repeats: Finding | None = None,
    first_time: bool = False,
    proof: Proof | None = None,
    common: Finding | None = None,
    by: Actor,
    at: datetime,
    on: date,
) -> Finding:
    """A new finding with the next number of its fiscal year.

    Where it was found before, that is written down by itself; `first_time`: the auditor says that
    it was not. `common`: the first of those that are the same in several departments.
    """
    with transaction():
        next_in_line()
        require_auditor(by, "audit", paper, on)
        _refuse_unless_open(paper)
        if repeats is None and not first_time and text.severity != Severity.GOOD:
            repeats = reading.found_before(paper.unit_id, control, paper.engagement)
        finding = _new(paper, control=control, chapter=chapter, repeats=repeats, common=common)
        finding.recorded_by, finding.recorded_at = by.person, at  # type: ignore[assignment]
        _take(finding, text, PARTS)
        record(by, "finding.draft", finding, [finding], at=at)
        if proof:
            _prove(finding, proof, by, at, on)
    return finding


def draft_for_several(
    papers: list[WorkingPaper],
    control: str,
    chapter: str,
    text: Text,
    *,
    repeats: Finding | None = None,
    first_time: bool = False,
    proof: Proof | None = None,
    by: Actor,
    at: datetime,
    on: date,
) -> list[Finding]:
    """The same finding for several departments at once: each has its own number and life.

    `repeats` and `first_time` are said of the first department; for the others it is looked up.
    """
    first, *others = papers
    who: dict[str, Any] = {"by": by, "at": at, "on": on}
    with transaction():
        found = [
            draft(
                first, control, chapter, text, repeats=repeats, first_time=first_time,
                proof=proof, **who,
            )
        ]  # fmt: skip
        for paper in others:
            found.append(draft(paper, control, chapter, text, proof=proof, common=found[0], **who))
    return found


def _refuse_unless_open(paper: WorkingPaper) -> None:
    if paper.engagement.state not in OPEN_PAPERS or paper.locked_at or paper.removed:
        raise Refused(N_("Findings are recorded while the audit is in fieldwork or fact check."))


def _new(paper: WorkingPaper, **known) -> Finding:
    """Of the paper's department, with the next number of the fiscal year."""
    year = paper.engagement.fiscal_year
    serial = _next(year)
    return Finding(
        fiscal_year=year,
        serial=serial,
        number=f"{short_year(year)}-{serial}",
        engagement=paper.engagement,
        paper=paper,
        unit=paper.unit_id,
        **known,
    )


def _next(year: int) -> int:
    last = Finding.select(fn.MAX(Finding.serial)).where(Finding.fiscal_year == year)
    return (last.scalar() or 0) + 1


def _take(finding: Finding, text: Text, parts: tuple[str, ...]) -> None:
    if not text.title.strip():
        raise Invalid(N_("Say in one line what is wrong."), field="title")
    for name in parts:
        setattr(finding, name, getattr(text, name))


def write(finding: Finding, text: Text, version: int, *, by: Actor, at: datetime, on: date) -> None:
    """Change what may still change in this state: facts rest while the head comments on them."""
    with transaction():
        based_on(finding, version)
        guards.require_deed(by, "audit", finding, on)
        parts = WRITABLE.get(finding.state, ())
        if not parts:
            raise Refused(
                N_("This text is locked. What was issued or is being checked stays as it is.")
            )
        _take(finding, text, tuple(part for part in PARTS if part in parts))
        record(by, "finding.write", finding, [finding], at=at)


def discard(
    finding: Finding, reason: str, version: int, *, by: Actor, at: datetime, on: date
) -> None:
    """A draft that turned out to be none. Its number is not used again."""
    with transaction():
        based_on(finding, version)
        guards.require_act(by, "finding.discard", finding, on)
        reason = rules.needs(reason, N_("Say why the draft is dropped."))
        step(finding, "finding.discard", decision_words=reason)
        record(by, "finding.discard", finding, [finding], at=at, reason=reason)


def prove_finding(finding: Finding, proof: Proof, *, by: Actor, at: datetime, on: date) -> Evidence:
    """Evidence for a finding that is not issued yet."""
    with transaction():
        guards.require_deed(by, "audit", finding, on)
        if finding.state not in WRITABLE:
            raise Refused(
                N_("This text is locked. What was issued or is being checked stays as it is.")
            )
        seen = _prove(finding, proof, by, at, on)
    return seen


def _prove(finding: Finding, proof: Proof, by: Actor, at: datetime, on: date) -> Evidence:
    seen = evidence(proof, by, about=finding, unit=finding.unit_id, at=at, on=on)
    record(by, "finding.prove", finding, [seen], at=at)
    return seen


def prove_judgement(
    paper: WorkingPaper, control: str, proof: Proof, *, by: Actor, at: datetime, on: date
) -> Evidence:
    """Evidence for a judgement in a working paper."""
    with transaction():
        require_auditor(by, "audit", paper, on)
        _refuse_unless_open(paper)
        seen = evidence(proof, by, about=paper, unit=paper.unit_id, control=control, at=at, on=on)
        record(by, "paper.prove", paper, [seen], at=at, control=control)
    return seen
