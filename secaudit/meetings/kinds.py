"""The words of meetings, decisions and actions, and what may follow what. Pure."""

from enum import StrEnum

from secaudit.access.roles import Role
from secaudit.errors import N_, Refused

LONGEST = 2000
# Who sits in the committee unless somebody says otherwise.
USUAL_MEMBERS = (Role.CISO, Role.CHIEF, Role.COMMITTEE, Role.AUDITLEAD, Role.SECR)
# Posts to which an action can be given: those that answer for an office or for all of them.
OWNERS = (Role.CISO, Role.CHIEF, Role.DIR, Role.MGR)
HEADS = (Role.DIR, Role.MGR)


class State(StrEnum):
    PLANNED = "meeting planned"
    HELD = "meeting held"
    CLOSED = "minutes closed"

    @property
    def label(self) -> str:
        return STATES[self]


STATES = {
    State.PLANNED: N_("Planned"),
    State.HELD: N_("Held, minutes being written"),
    State.CLOSED: N_("Minutes closed"),
}
NOT_NOW = N_("The meeting has moved on meanwhile. Open its page again.")


def allowed(state: State, *states: State) -> None:
    if state not in states:
        raise Refused(NOT_NOW)


class Source(StrEnum):
    """Why something is on the agenda."""

    OVERDUE = "overdue major finding"
    RISK = "risk acceptance"
    LATER = "later date"
    EXCEPTION = "exception asked for"
    PROMISE = "promise that slipped"
    MEASURE = "measure that slipped"
    TARGETS = "targets proposed"
    POSTPONED = "postponed before"
    ACTION = "action overdue"
    FREE = "free"

    @property
    def label(self) -> str:
        return SOURCES[self]


SOURCES = {
    Source.OVERDUE: N_("Major finding overdue"),
    Source.RISK: N_("Risk to be accepted"),
    Source.LATER: N_("Later date asked for"),
    Source.EXCEPTION: N_("Exception asked for"),
    Source.PROMISE: N_("Promise that slipped"),
    Source.MEASURE: N_("Measure that slipped"),
    Source.TARGETS: N_("Targets to be approved"),
    Source.POSTPONED: N_("Postponed by an earlier meeting"),
    Source.ACTION: N_("Action overdue"),
    Source.FREE: N_("Other"),
}


class Outcome(StrEnum):
    DECIDED = "decided as proposed"
    CHANGED = "decided with changes"
    POSTPONED = "postponed"

    @property
    def label(self) -> str:
        return OUTCOMES[self]


OUTCOMES = {
    Outcome.DECIDED: N_("Decided as proposed"),
    Outcome.CHANGED: N_("Decided with changes"),
    Outcome.POSTPONED: N_("Postponed"),
}


class Reflected(StrEnum):
    """Where a decision shows."""

    PLAN = "next plan"
    RULES = "rules"
    BUDGET = "budget"

    @property
    def label(self) -> str:
        return REFLECTED[self]


REFLECTED = {
    Reflected.PLAN: N_("Plan of the next fiscal year"),
    Reflected.RULES: N_("Rules and procedures"),
    Reflected.BUDGET: N_("Budget request"),
}


class Progress(StrEnum):
    """Of an action. 「期限超過」 is no state: it is computed."""

    OPEN = "action open"
    REPORTED = "action reported"
    CHECKED = "action checked"

    @property
    def label(self) -> str:
        return PROGRESS[self]


PROGRESS = {
    Progress.OPEN: N_("To be done"),
    Progress.REPORTED: N_("Reported as done"),
    Progress.CHECKED: N_("Checked by the secretariat"),
}
STEPS: dict[str, tuple[Progress, Progress]] = {
    "report": (Progress.OPEN, Progress.REPORTED),
    "check": (Progress.REPORTED, Progress.CHECKED),
    "return": (Progress.REPORTED, Progress.OPEN),
}


def after(step: str, progress: Progress) -> Progress:
    before, then = STEPS[step]
    if progress != before:
        raise Refused(N_("The action has moved on meanwhile. Open its page again."))
    return then
