"""Asking for a later date, or for living with a risk for a time; and what is decided."""

from datetime import date, datetime

from secaudit.access.guard import SYSTEM, Actor
from secaudit.database import Record
from secaudit.decisions.actions import Paper, decision
from secaudit.errors import N_, Forbidden, Invalid, Refused
from secaudit.findings import guards, rules
from secaudit.findings.actions.steps import hold, move_plan, pass_turn, plan_of, step
from secaudit.findings.kinds import RequestState, Since, Turn
from secaudit.findings.lifecycle import NOT_BEGUN, State, possible
from secaudit.findings.models import Amendment, Extension, Finding, RiskAcceptance
from secaudit.journal.actions import based_on, record, transaction

LONGEST_RISK = 366  # days until it must be looked at again


def waiting(model, finding: Finding):
    """The request of this kind that nobody has decided yet."""
    query = model.select().where(
        (model.finding == finding) & (model.state == RequestState.REQUESTED)
    )
    return query.order_by(model.id.desc()).first()


def ask_extension(
    finding: Finding,
    until: date,
    reason: str,
    interim: str,
    version: int,
    *,
    by: Actor,
    at: datetime,
    on: date,
) -> Extension:
    """The first is the audit lead's to grant, any further the CISO's. Old dates stay on record."""
    with transaction():
        based_on(finding, version)
        guards.require_deed(by, "report mended", finding, on)
        _refuse_unless_mending(finding)
        if waiting(Extension, finding):
            raise Refused(N_("A later date has been asked for already. Wait for the decision."))
        if until <= max(finding.due_on or on, on):
            raise Invalid(N_("Choose a day after the present due date."), field="until")
        asked = Extension(
            finding=finding,
            before=finding.due_on,
            until=until,
            reason=rules.needs(reason, N_("Say why more time is needed.")),
            interim=interim.strip(),
            level=Turn.CISO if finding.extensions else Turn.LEAD,
            requested_by=by.person,
            requested_at=at,
        )
        record(by, "extension.ask", finding, [_waits(finding, asked.level), asked], at=at,
               reason=asked.reason, until=until)  # fmt: skip
    return asked


def _refuse_unless_mending(finding: Finding) -> None:
    if finding.state not in {State.PLANNED, State.IN_PROGRESS}:
        raise Refused(N_("A later date can be asked for while it is being mended."))


def _waits(finding: Finding, turn: Turn) -> Finding:
    """While a request waits, so does the finding."""
    finding.turn = turn
    return finding


def decide_extension(
    finding: Finding,
    granted: bool,
    words: str,
    version: int,
    *,
    paper: Paper | None = None,
    by: Actor,
    at: datetime,
    on: date,
) -> None:
    """Granted or not; on paper where the CISO never signs in."""
    with transaction():
        based_on(finding, version)
        _refuse_unless_mending(finding)
        asked = waiting(Extension, finding) or _refuse_nothing()
        rows: list[Record] = [finding, asked]
        if paper:
            rows.append(
                decision(paper, "extension", finding, requester=asked.requested_by_id, by=by,
                         at=at, on=on)
            )  # fmt: skip
        else:
            guards.require_deed(by, "decide extensions", finding, on)
            if not guards.decides(by, asked):
                raise Forbidden(N_("This is not yours to decide."))
        words = words.strip() if granted else rules.needs(words, N_("Say why not."), field="words")
        _settle(asked, granted, words, by, at)
        if granted:
            rows += hold(finding, asked.until, Since.EXTENSION, on)
            finding.extensions += 1
        pass_turn(finding, plan_of(finding))
        act = "extension.grant" if granted else "extension.refuse"
        record(by, act, finding, rows, at=at, reason=words)


def _refuse_nothing():
    raise Refused(N_("Nothing waits for a decision here."))


def _settle(request, granted: bool, words: str, by: Actor, at: datetime) -> None:
    request.state = RequestState.GRANTED if granted else RequestState.REFUSED
    request.words, request.decided_by, request.decided_at = words, by.person, at


def ask_risk(
    finding: Finding,
    review_on: date,
    reason: str,
    measures: str,
    version: int,
    *,
    by: Actor,
    at: datetime,
    on: date,
) -> RiskAcceptance:
    """Living with it for at most a year, with something that limits the harm meanwhile."""
    with transaction():
        based_on(finding, version)
        guards.require_deed(by, "report mended", finding, on)
        if "finding.accept_risk" not in possible(finding.state, finding.severity):
            raise Refused(N_("The risk of this finding cannot be accepted now."))
        if waiting(RiskAcceptance, finding):
            raise Refused(N_("This has been asked for already. Wait for the decision."))
        _check_review(review_on, on)
        asked = RiskAcceptance(
            finding=finding,
            reason=rules.needs(reason, N_("Say why it cannot be mended for now.")),
            measures=rules.needs(
                measures, N_("Say what limits the harm meanwhile."), field="measures"
            ),
            review_on=review_on,
            requested_by=by.person,
            requested_at=at,
        )
        record(by, "risk.ask", finding, [_waits(finding, Turn.CISO), asked], at=at,
               reason=asked.reason, review_on=review_on)  # fmt: skip
    return asked


def _check_review(review_on: date, on: date) -> None:
    if not 0 < (review_on - on).days <= LONGEST_RISK:
        raise Invalid(N_("Choose a review date within a year from today."), field="review_on")


def decide_risk(
    finding: Finding,
    granted: bool,
    words: str,
    version: int,
    *,
    paper: Paper | None = None,
    by: Actor,
    at: datetime,
    on: date,
) -> None:
    """The CISO alone accepts a risk, with a reason; it ends on its review date."""
    with transaction():
        based_on(finding, version)
        asked = waiting(RiskAcceptance, finding) or _refuse_nothing()
        words = rules.needs(words, N_("Give the reason for the decision."), field="words")
        rows = [finding, asked]
        if paper:
            rows.append(
                decision(paper, "accept risk", finding, requester=asked.requested_by_id, by=by,
                         at=at, on=on)
            )  # fmt: skip
        else:
            guards.require_act(by, "finding.accept_risk", finding, on)
            if by.person == asked.requested_by_id:
                raise Refused(N_("Nobody approves their own request. Somebody else has to."))
        _settle(asked, granted, words, by, at)
        if granted:
            step(finding, "finding.accept_risk", review_on=asked.review_on)
        else:
            pass_turn(finding, plan_of(finding))
        act = "finding.accept_risk" if granted else "risk.refuse"
        record(by, act, finding, rows, at=at, reason=words)


def resume(finding: Finding, *, at: datetime, on: date) -> None:
    """The review date has passed: the risk is no longer accepted, mending goes on."""
    with transaction():
        if finding.state == State.RISK_ACCEPTED and on <= (finding.review_on or on):
            raise Refused(N_("The review date has not passed yet."))
        plan = plan_of(finding)
        ended = finding.review_on or on
        due = [] if finding.due_on else hold(finding, ended, Since.REVIEW, on)
        step(finding, "finding.resume", plan)
        begun = move_plan([a for a in plan if a.state in NOT_BEGUN], "plan.resume")
        record(SYSTEM, "finding.resume", finding, [finding, *begun, *due], at=at)


def resume_overdue(*, at: datetime, on: date) -> int:
    """What time alone decides; returns how many risks ended."""
    with transaction():
        over = (Finding.state == State.RISK_ACCEPTED) & (Finding.review_on < on)
        findings = list(Finding.select().where(over).order_by(Finding.id))
        for finding in findings:
            resume(finding, at=at, on=on)
    return len(findings)


def amend(
    finding: Finding, text: str, reason: str, *, by: Actor, at: datetime, on: date
) -> Amendment:
    """A correction beside what was issued, which stays as it was."""
    with transaction():
        guards.require_deed(by, "issue findings", finding, on)
        if finding.issued_at is None:
            raise Refused(N_("Nothing has been issued yet; change the text itself."))
        added = Amendment(
            finding=finding,
            text=rules.needs(text, N_("Write the correction."), field="text"),
            reason=rules.needs(reason, N_("Say why it is corrected.")),
            added_by=by.person,
            added_at=at,
        )
        record(by, "finding.amend", finding, [added], at=at, reason=added.reason)
    return added
