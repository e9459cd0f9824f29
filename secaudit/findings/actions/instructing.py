"""The CISO's instruction to mend (改善指示): from its day the deadlines of a report run."""

from datetime import date, datetime

from secaudit.access.guard import Actor, require
from secaudit.audits.models import Engagement
from secaudit.database import Record
from secaudit.decisions.actions import Paper, decision
from secaudit.errors import N_, Refused
from secaudit.findings import rules
from secaudit.findings.actions.issuing import begin_deadlines
from secaudit.findings.actions.steps import pass_turn, plan_of
from secaudit.findings.kinds import Since
from secaudit.findings.models import Finding, Instruction
from secaudit.findings.reading import uninstructed
from secaudit.journal.actions import based_on, record, transaction


def instruct(
    engagement: Engagement,
    words: str,
    version: int,
    *,
    paper: Paper | None = None,
    by: Actor,
    at: datetime,
    on: date,
) -> list[Finding]:
    """All findings of the report that wait for it, at once; on paper where the CISO never signs in.

    On paper the deadlines run from the day that stands on it.
    """
    with transaction():
        based_on(engagement, version)
        rows: list[Record] = []
        if paper:
            rows.append(
                decision(paper, "instruction", engagement, requester=None, by=by, at=at, on=on)
            )
        else:
            require(by, "instruct departments")
        findings = uninstructed(engagement)
        if not findings:
            raise Refused(N_("Nothing of this audit waits for an instruction."))
        if len(words) > rules.LONGEST:
            rules.needs(words, "", field="words")
        start = paper.decided_on if paper else on
        for finding in findings:
            due = begin_deadlines(finding, Since.INSTRUCTION, start)
            pass_turn(finding, plan_of(finding))
            record(by, "finding.instruct", finding, [finding, *due], at=at, reason=words.strip())
        said = Instruction(
            engagement=engagement,
            words=words.strip(),
            given_on=start,
            given_by=None if paper else by.person,
            recorded_by=by.person,
        )
        record(by, "engagement.instruct", engagement, [said, *rows], at=at)
    return findings
