"""The fact check: asked of the department's head, answered, or passed over in silence."""

from datetime import date, datetime

from secaudit.access.guard import SYSTEM, Actor
from secaudit.audits import guards as audit_guards
from secaudit.audits.actions import move
from secaudit.audits.models import Engagement
from secaudit.errors import N_, Refused
from secaudit.findings import deadlines, guards, rules
from secaudit.findings.actions.steps import step
from secaudit.findings.kinds import Reply
from secaudit.findings.lifecycle import State
from secaudit.findings.models import Finding
from secaudit.findings.reading import evidence_of
from secaudit.journal.actions import based_on, record, transaction
from secaudit.organisation.settings import settings


def ask(finding: Finding, version: int, *, by: Actor, at: datetime, on: date) -> None:
    """Lay the facts before the department's head; from now on the department knows."""
    with transaction():
        based_on(finding, version)
        guards.require_act(by, "finding.ask", finding, on)
        _ask(finding, deadlines.fact_check(on, settings()), by=by, at=at)


def _ask(finding: Finding, due: date, *, by: Actor, at: datetime) -> None:
    count = len(evidence_of(finding))
    rules.ready_for_fact_check(finding, count)
    record(by, "finding.ask", step(finding, "finding.ask", fact_check_due_on=due), [finding], at=at)


def ask_for_all(
    engagement: Engagement, version: int, *, by: Actor, at: datetime, on: date
) -> list[Finding]:
    """The fieldwork is over: every draft of the engagement goes to its department at once."""
    with transaction():
        based_on(engagement, version)
        audit_guards.require_team(by, "audit", engagement, on)
        due = deadlines.fact_check(on, settings())
        drafts = list(of_engagement(engagement, State.DRAFT))
        for finding in drafts:
            guards.require_act(by, "finding.ask", finding, on)
            _ask(finding, due, by=by, at=at)
        move(engagement, "engagement.ask", fact_check_due_on=due)
        record(by, "engagement.ask", engagement, [engagement], at=at, findings=len(drafts))
    return drafts


def of_engagement(engagement: Engagement, *states: State):
    """The engagement's findings in these states, by number."""
    query = Finding.select().where(Finding.engagement == engagement)
    return query.where(Finding.state.in_(states)).order_by(Finding.serial)


def agree(finding: Finding, words: str, version: int, *, by: Actor, at: datetime, on: date) -> None:
    """The facts are right, whatever one thinks of the rest."""
    _answer(finding, "finding.agree", Reply.AGREED, words.strip(), version, by=by, at=at, on=on)


def dispute(
    finding: Finding, words: str, version: int, *, by: Actor, at: datetime, on: date
) -> None:
    """The facts are not right; the objection stays on record whatever the audit lead decides."""
    words = rules.needs(words, N_("Say which fact is not right, and what is."), field="words")
    _answer(finding, "finding.dispute", Reply.DISPUTED, words, version, by=by, at=at, on=on)


def _answer(finding, act, reply, words, version, *, by, at, on) -> None:
    with transaction():
        based_on(finding, version)
        guards.require_act(by, act, finding, on)
        step(finding, act, reply=reply, reply_words=words, replied_by=by.person, replied_at=at)
        record(by, act, finding, [finding], at=at, reason=words)


def lapse(finding: Finding, *, at: datetime, on: date) -> None:
    """Nobody answered in time: the facts count as agreed, and the finding says so."""
    with transaction():
        if finding.state == State.FACT_CHECK and on <= (finding.fact_check_due_on or on):
            raise Refused(N_("The time for the fact check is not over yet."))
        step(finding, "finding.lapse", reply=Reply.LAPSED, replied_at=at)
        record(SYSTEM, "finding.lapse", finding, [finding], at=at)


def lapse_overdue(*, at: datetime, on: date, engagement: Engagement | None = None) -> int:
    """What time alone decides, for one engagement or all; returns how many lapsed."""
    with transaction():
        late = (Finding.state == State.FACT_CHECK) & (Finding.fact_check_due_on < on)
        if engagement is not None:
            late &= Finding.engagement == engagement
        findings = list(Finding.select().where(late).order_by(Finding.id))
        for finding in findings:
            lapse(finding, at=at, on=on)
    return len(findings)


def drop(finding: Finding, reason: str, version: int, *, by: Actor, at: datetime, on: date) -> None:
    """After the fact check the audit lead drops the finding. Its number is not used again."""
    with transaction():
        based_on(finding, version)
        guards.require_act(by, "finding.drop", finding, on)
        reason = rules.needs(reason, N_("Say why the finding is dropped."))
        step(finding, "finding.drop", decision_words=reason)
        record(by, "finding.drop", finding, [finding], at=at, reason=reason)


def uphold(
    finding: Finding, words: str, version: int, *, by: Actor, at: datetime, on: date
) -> None:
    """The audit lead keeps a disputed finding and says why; the objection stays beside it."""
    with transaction():
        based_on(finding, version)
        guards.require_deed(by, "issue findings", finding, on)
        if finding.state != State.DISPUTED:
            raise Refused(N_("Nobody has objected to this finding."))
        finding.decision_words = rules.needs(
            words, N_("Say why the finding stands in spite of the objection."), field="words"
        )
        record(by, "finding.uphold", finding, [finding], at=at, reason=finding.decision_words)
