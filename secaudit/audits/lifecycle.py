"""The life of an engagement as a table: from where, to where, and which deed opens the step."""

from dataclasses import dataclass
from enum import StrEnum

from secaudit.errors import N_, Refused


class State(StrEnum):
    PLANNED = "planned"
    APPROVED = "plan approved"
    NOTIFIED = "notified"
    FIELDWORK = "in fieldwork"
    FACT_CHECK = "in fact check"
    REPORT_APPROVED = "report approved"
    REPORTED = "reported to the committee"
    FOLLOW_UP = "in follow-up"
    CLOSED = "completed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    State.PLANNED: N_("Being planned"),
    State.APPROVED: N_("Plan approved"),
    State.NOTIFIED: N_("Notified"),
    State.FIELDWORK: N_("In fieldwork"),
    State.FACT_CHECK: N_("In fact check"),
    State.REPORT_APPROVED: N_("Report issued"),
    State.REPORTED: N_("Reported to the committee"),
    State.FOLLOW_UP: N_("In follow-up"),
    State.CLOSED: N_("Completed"),
    State.CANCELLED: N_("Cancelled"),
}


@dataclass(frozen=True)
class Transition:
    before: frozenset[State]
    after: State
    deed: str  # in access.matrix


def _from(*states: State) -> frozenset[State]:
    return frozenset(states)


BEFORE_REPORT = _from(
    State.PLANNED, State.APPROVED, State.NOTIFIED, State.FIELDWORK, State.FACT_CHECK
)

TRANSITIONS: dict[str, Transition] = {
    "engagement.approve": Transition(_from(State.PLANNED), State.APPROVED, "approve audits"),
    "engagement.notify": Transition(_from(State.APPROVED), State.NOTIFIED, "plan audits"),
    "engagement.begin": Transition(_from(State.NOTIFIED), State.FIELDWORK, "audit"),
    "engagement.ask": Transition(_from(State.FIELDWORK), State.FACT_CHECK, "audit"),
    "engagement.issue": Transition(
        _from(State.FACT_CHECK), State.REPORT_APPROVED, "issue findings"
    ),
    "engagement.report": Transition(_from(State.REPORT_APPROVED), State.REPORTED, "issue findings"),
    "engagement.follow": Transition(_from(State.REPORTED), State.FOLLOW_UP, "issue findings"),
    "engagement.close": Transition(_from(State.FOLLOW_UP), State.CLOSED, "close findings"),
    "engagement.cancel": Transition(BEFORE_REPORT, State.CANCELLED, "plan audits"),
}

# What is judged and recorded in papers, and when.
OPEN_PAPERS = _from(State.FIELDWORK, State.FACT_CHECK)
ISSUED = _from(State.REPORT_APPROVED, State.REPORTED, State.FOLLOW_UP, State.CLOSED)
UNDER_WAY = frozenset(State) - {State.CLOSED, State.CANCELLED}


def after(act: str, state: State) -> State:
    """The state that follows; Refused where the table has no such step from here."""
    step = TRANSITIONS[act]
    if state not in step.before:
        raise Refused(N_("The audit has moved on. Open the page again to see where it stands."))
    return step.after


def possible(state: State) -> list[str]:
    """The acts that the table allows from this state."""
    return [act for act, step in TRANSITIONS.items() if state in step.before]
