"""The life of a finding, and of a corrective action, as tables.

An act that is not in the table from the present state never succeeds. Who may do it is a deed of
the permission scheme; what else must hold stands with the actions.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from secaudit.errors import N_, Refused
from secaudit.findings.kinds import TO_BE_MENDED, Severity, Turn


class State(StrEnum):
    DRAFT = "draft"
    FACT_CHECK = "fact check"
    AGREED = "agreed"
    DISPUTED = "disputed"
    DROPPED = "dropped"
    ISSUED = "issued"
    PLANNED = "planned"
    IN_PROGRESS = "in progress"
    REPORTED = "reported"
    VERIFIED = "verified"
    RISK_ACCEPTED = "risk accepted"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    State.DRAFT: N_("Draft"),
    State.FACT_CHECK: N_("In fact check"),
    State.AGREED: N_("Facts agreed"),
    State.DISPUTED: N_("Facts disputed"),
    State.DROPPED: N_("Dropped"),
    State.ISSUED: N_("Issued"),
    State.PLANNED: N_("Plan accepted"),
    State.IN_PROGRESS: N_("Being mended"),
    State.REPORTED: N_("Reported as mended"),
    State.VERIFIED: N_("Verified"),
    State.RISK_ACCEPTED: N_("Risk accepted"),
    State.CLOSED: N_("Closed"),
}


@dataclass(frozen=True)
class Transition:
    before: frozenset[State]
    after: State
    deed: str  # in access.matrix; "" for the system alone
    severities: frozenset[Severity] = frozenset(Severity)


def _from(*states: State) -> frozenset[State]:
    return frozenset(states)


DRAFTS = _from(State.DRAFT)
NOT_ISSUED = _from(State.DRAFT, State.FACT_CHECK, State.AGREED, State.DISPUTED)
DECIDED = _from(State.AGREED, State.DISPUTED)
MENDING = _from(State.ISSUED, State.PLANNED, State.IN_PROGRESS)
MENDED_BY_PLAN = frozenset(TO_BE_MENDED)
WITH_REPLY = frozenset({Severity.OBSERVATION})

TRANSITIONS: dict[str, Transition] = {
    "finding.ask": Transition(_from(State.DRAFT), State.FACT_CHECK, "audit"),
    "finding.discard": Transition(_from(State.DRAFT), State.DROPPED, "audit"),
    "finding.agree": Transition(_from(State.FACT_CHECK), State.AGREED, "answer fact checks"),
    "finding.dispute": Transition(_from(State.FACT_CHECK), State.DISPUTED, "answer fact checks"),
    "finding.lapse": Transition(_from(State.FACT_CHECK), State.AGREED, ""),
    "finding.drop": Transition(DECIDED, State.DROPPED, "issue findings"),
    "finding.cancel": Transition(NOT_ISSUED, State.DROPPED, "plan audits"),
    "finding.issue": Transition(DECIDED, State.ISSUED, "issue findings"),
    "finding.reply": Transition(_from(State.ISSUED), State.CLOSED, "report mended", WITH_REPLY),
    "finding.accept_plan": Transition(
        _from(State.ISSUED), State.PLANNED, "verify findings", MENDED_BY_PLAN
    ),
    "finding.start": Transition(_from(State.PLANNED), State.IN_PROGRESS, "mend findings"),
    "finding.report": Transition(_from(State.IN_PROGRESS), State.REPORTED, "report mended"),
    "finding.verify": Transition(_from(State.REPORTED), State.VERIFIED, "verify findings"),
    "finding.reopen": Transition(_from(State.REPORTED), State.IN_PROGRESS, "verify findings"),
    "finding.ineffective": Transition(
        _from(State.VERIFIED), State.IN_PROGRESS, "verify findings", MENDED_BY_PLAN
    ),
    "finding.close": Transition(_from(State.VERIFIED), State.CLOSED, "close findings"),
    "finding.accept_risk": Transition(MENDING, State.RISK_ACCEPTED, "accept risks", MENDED_BY_PLAN),
    "finding.resume": Transition(_from(State.RISK_ACCEPTED), State.IN_PROGRESS, ""),
}

# What the audited department knows of: everything once its fact check has begun.
OPEN = _from(
    State.ISSUED, State.PLANNED, State.IN_PROGRESS, State.REPORTED, State.VERIFIED,
    State.RISK_ACCEPTED,
)  # fmt: skip
OVER = _from(State.DROPPED, State.CLOSED)
# Past this point it is the department's promise that counts as late.
PROMISED = _from(State.ISSUED, State.PLANNED, State.IN_PROGRESS)

# Which of its texts can still be written, and when. The head comments on facts: these rest then.
FACTS = ("title", "criterion", "condition")
JUDGEMENT = ("severity", "cause", "effect", "recommendation", "publishable")
WRITABLE: dict[State, tuple[str, ...]] = {
    State.DRAFT: FACTS + JUDGEMENT,
    State.AGREED: JUDGEMENT,
    State.DISPUTED: FACTS + JUDGEMENT,
}


def after(act: str, state: State, severity: Severity) -> State:
    """The state that follows; Refused where the table has no such step from here."""
    step = TRANSITIONS[act]
    if state not in step.before or severity not in step.severities:
        raise Refused(N_("The finding has moved on. Open the page again to see where it stands."))
    if act == "finding.issue" and severity == Severity.GOOD:
        return State.CLOSED  # there is nothing to do about it
    return step.after


def possible(state: State, severity: Severity) -> list[str]:
    """The acts that the table allows from here."""
    return [
        act
        for act, step in TRANSITIONS.items()
        if state in step.before and severity in step.severities
    ]


# --- corrective actions ---------------------------------------------------------------------


class Progress(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    ENDORSED = "endorsed"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in progress"
    DONE = "done"
    VERIFIED = "verified"

    @property
    def label(self) -> str:
        return PROGRESS[self]


PROGRESS = {
    Progress.DRAFT: N_("Draft"),
    Progress.SUBMITTED: N_("Submitted"),
    Progress.ENDORSED: N_("Endorsed by the bureau"),
    Progress.RETURNED: N_("Returned"),
    Progress.ACCEPTED: N_("Accepted"),
    Progress.IN_PROGRESS: N_("In progress"),
    Progress.DONE: N_("Done"),
    Progress.VERIFIED: N_("Verified"),
}

NOT_BEGUN = frozenset(
    {
        Progress.DRAFT,
        Progress.RETURNED,
        Progress.SUBMITTED,
        Progress.ENDORSED,
        Progress.ACCEPTED,
    }
)
STEPS: dict[str, tuple[frozenset[Progress], Progress]] = {
    "plan.submit": (frozenset({Progress.DRAFT, Progress.RETURNED}), Progress.SUBMITTED),
    "plan.endorse": (frozenset({Progress.SUBMITTED}), Progress.ENDORSED),
    "plan.return": (frozenset({Progress.SUBMITTED, Progress.ENDORSED}), Progress.RETURNED),
    "plan.accept": (frozenset({Progress.SUBMITTED, Progress.ENDORSED}), Progress.ACCEPTED),
    "plan.start": (frozenset({Progress.ACCEPTED}), Progress.IN_PROGRESS),
    "plan.resume": (NOT_BEGUN, Progress.IN_PROGRESS),
    "plan.done": (frozenset({Progress.IN_PROGRESS}), Progress.DONE),
    "plan.verify": (frozenset({Progress.DONE}), Progress.VERIFIED),
    "plan.again": (frozenset({Progress.DONE}), Progress.IN_PROGRESS),
    "plan.ineffective": (frozenset({Progress.VERIFIED}), Progress.IN_PROGRESS),
}
WRITABLE_PLAN = {Progress.DRAFT, Progress.RETURNED}
SUBMITTED = {Progress.SUBMITTED, Progress.ENDORSED}


def next_progress(act: str, progress: Progress) -> Progress:
    before, then = STEPS[act]
    if progress not in before:
        raise Refused(N_("The plan has moved on. Open the page again to see where it stands."))
    return then


# --- whose turn it is -----------------------------------------------------------------------

TURNS = {
    State.DRAFT: Turn.AUDITOR,
    State.FACT_CHECK: Turn.DEPARTMENT,
    State.AGREED: Turn.LEAD,
    State.DISPUTED: Turn.LEAD,
    State.PLANNED: Turn.DEPARTMENT,
    State.IN_PROGRESS: Turn.DEPARTMENT,
    State.REPORTED: Turn.AUDITOR,
    State.VERIFIED: Turn.LEAD,
}


def turn(
    state: State,
    plan: Collection[Progress] = (),
    bureau_step: bool = False,
    instructed: bool = True,
    effect_seen: bool = True,
) -> Turn:
    """Who is expected to act next. An issued finding waits for its plan, then for the auditor;
    a verified one for the auditor until it has been seen that the measure lasts."""
    if state == State.VERIFIED and not effect_seen:
        return Turn.AUDITOR
    if state != State.ISSUED:
        return TURNS.get(state, Turn.NOBODY)
    if not plan or not set(plan) <= SUBMITTED:
        return Turn.DEPARTMENT if instructed else Turn.CISO
    waits_for_bureau = bureau_step and Progress.SUBMITTED in plan
    return Turn.DIRECTOR if waits_for_bureau else Turn.AUDITOR
