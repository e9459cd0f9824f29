"""The report: every agreed finding is issued at once, papers are locked, dates begin to run."""

from datetime import date, datetime

from secaudit.access.guard import Actor
from secaudit.audits import guards as audit_guards
from secaudit.audits.actions import move
from secaudit.audits.lifecycle import TRANSITIONS
from secaudit.audits.models import Engagement
from secaudit.audits.reading import papers
from secaudit.errors import N_, Refused
from secaudit.findings import deadlines, guards, rules
from secaudit.findings.actions.checking import lapse_overdue, of_engagement
from secaudit.findings.actions.steps import hold, step
from secaudit.findings.kinds import Severity, Since
from secaudit.findings.lifecycle import NOT_ISSUED, OPEN, State
from secaudit.findings.models import DueDate, Finding
from secaudit.findings.text import fingerprint
from secaudit.journal.actions import based_on, name, record, transaction
from secaudit.organisation.settings import settings
from secaudit.selfcheck.actions import answer_afresh


def issue_report(
    engagement: Engagement, version: int, *, by: Actor, at: datetime, on: date
) -> list[Finding]:
    """Approve the report. What was issued is locked for good; what is open has its due dates."""
    with transaction():
        based_on(engagement, version)
        audit_guards.require_team(by, TRANSITIONS["engagement.issue"].deed, engagement, on)
        lapse_overdue(at=at, on=on, engagement=engagement)
        findings = list(of_engagement(engagement, *NOT_ISSUED))
        _refuse_unfinished(findings)
        for finding in findings:
            issue(finding, by=by, at=at, on=on)
        move(engagement, "engagement.issue", issued_on=on)
        locked = _locked(engagement, at)
        record(by, "engagement.issue", engagement, [engagement, *locked], at=at)
    return findings


def _refuse_unfinished(findings: list[Finding]) -> None:
    for finding in findings:
        if finding.state == State.DRAFT:
            raise Refused(
                N_("%(number)s is still a draft. Ask for its fact check, or drop it."),
                number=finding.number,
            )
        if finding.state == State.FACT_CHECK:
            raise Refused(
                N_("%(number)s is still in fact check. Wait for the answer or the date."),
                number=finding.number,
            )
        if finding.state == State.DISPUTED and not finding.decision_words.strip():
            raise Refused(
                N_("%(number)s is disputed. Decide first: uphold it with a reason, or drop it."),
                number=finding.number,
            )


def issue(finding: Finding, *, by: Actor, at: datetime, on: date) -> None:
    """One finding with the report: text locked, dates set, the answer to be given afresh."""
    with transaction():
        guards.require_act(by, "finding.issue", finding, on)
        rules.ready_for_issue(finding)
        due = [] if settings()["instruction_first"] else begin_deadlines(finding, Since.REPORT, on)
        step(finding, "finding.issue", issued_at=at, issued_hash=fingerprint(finding))
        if finding.state == State.CLOSED:
            finding.closed_on = on
        record(by, "finding.issue", finding, [finding, *due], at=at)
        if finding.severity != Severity.GOOD:
            answer_afresh(
                finding.unit_id,
                finding.control,
                finding.title,
                name(finding),
                by=by,
                at=at,
            )


def begin_deadlines(finding: Finding, since: Since, start: date) -> list[DueDate]:
    """The days for plan and mending are counted from here."""
    dates = deadlines.at_issue(finding.severity, start, settings())
    finding.plan_due_on = dates.plan
    return hold(finding, dates.mended, since, start) if dates.mended else []


def _locked(engagement: Engagement, at: datetime) -> list:
    sheets = papers(engagement)
    for paper in sheets:
        paper.locked_at = at
    return sheets


def cancel(
    engagement: Engagement, reason: str, version: int, *, by: Actor, at: datetime, on: date
) -> None:
    """The audit will not take place or not be finished; what was not issued is dropped."""
    with transaction():
        based_on(engagement, version)
        audit_guards.require_team(by, TRANSITIONS["engagement.cancel"].deed, engagement, on)
        reason = rules.needs(reason, N_("Say why the audit is cancelled."))
        for finding in of_engagement(engagement, *NOT_ISSUED):
            step(finding, "finding.cancel", decision_words=reason)
            record(by, "finding.cancel", finding, [finding], at=at, reason=reason)
        move(engagement, "engagement.cancel")
        record(by, "engagement.cancel", engagement, [engagement], at=at, reason=reason)


def finish(engagement: Engagement, version: int, *, by: Actor, at: datetime, on: date) -> None:
    """The audit is over when every finding is."""
    with transaction():
        based_on(engagement, version)
        audit_guards.require_team(by, TRANSITIONS["engagement.close"].deed, engagement, on)
        if left := of_engagement(engagement, *OPEN).count():
            raise Refused(N_("%(count)s findings are still open."), count=left)
        record(by, "engagement.close", move(engagement, "engagement.close"), [engagement], at=at)
