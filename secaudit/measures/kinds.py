"""The words of targets and measures, and how the year of a measure stands. Pure."""

from enum import StrEnum

from secaudit.errors import N_, Refused

CITY = "city"  # beside the chapters: the city as a whole
LONGEST = 1000
MOST_YEARS = 10


class State(StrEnum):
    """Of one version of a year's targets."""

    PROPOSED = "targets proposed"
    APPROVED = "targets approved"
    REFUSED = "targets not approved"

    @property
    def label(self) -> str:
        return STATES[self]


STATES = {
    State.PROPOSED: N_("Waiting for approval"),
    State.APPROVED: N_("Approved"),
    State.REFUSED: N_("Not approved"),
}


def decided(state: State, then: State) -> State:
    """Only what waits is decided, and only once."""
    if state != State.PROPOSED:
        raise Refused(N_("These targets have been decided already. Open the page again."))
    return then


class Evaluation(StrEnum):
    """What a year of a measure came to, against what was planned for it."""

    ACHIEVED = "achieved"
    PARTLY = "achieved in part"
    MISSED = "not achieved"

    @property
    def label(self) -> str:
        return EVALUATIONS[self]

    @property
    def mark(self) -> str:
        return MARKS[self]


EVALUATIONS = {
    Evaluation.ACHIEVED: N_("Achieved"),
    Evaluation.PARTLY: N_("Achieved in part"),
    Evaluation.MISSED: N_("Not achieved"),
}
MARKS = {Evaluation.ACHIEVED: "○", Evaluation.PARTLY: "△", Evaluation.MISSED: "×"}


class Standing(StrEnum):
    """How one year of a measure stands on a day, before it is evaluated."""

    AHEAD = "lies ahead"
    RUNNING = "runs"
    UNREPORTED = "result not recorded"
    UNEVALUATED = "result not evaluated"
    EVALUATED = "evaluated"
    ENDED = "ended before"

    @property
    def label(self) -> str:
        return STANDINGS[self]


STANDINGS = {
    Standing.AHEAD: N_("Lies ahead"),
    Standing.RUNNING: N_("Under way"),
    Standing.UNREPORTED: N_("Year over, no result yet"),
    Standing.UNEVALUATED: N_("Waits for evaluation"),
    Standing.EVALUATED: N_("Evaluated"),
    Standing.ENDED: N_("Ended early"),
}


def standing(year: int, now: int, reported: bool, evaluated: bool, ended: bool) -> Standing:
    """`year` of the measure seen from the fiscal year `now`; `ended`: the measure was given up."""
    if evaluated:
        return Standing.EVALUATED
    if reported:
        return Standing.UNEVALUATED
    if ended:
        return Standing.ENDED
    if year > now:
        return Standing.AHEAD
    return Standing.RUNNING if year == now else Standing.UNREPORTED
