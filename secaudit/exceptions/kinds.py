"""How an exception stands. Pure.

A rule is left aside only with a reason, with something that protects instead, by leave of somebody
else, and for a time (guideline on information security policies of local governments, 例外措置).
"""

from datetime import date, timedelta
from enum import StrEnum

from secaudit.errors import N_, Refused

REMIND_DAYS = 60  # before it expires
LONGEST_DAYS = 366  # then it is asked for anew


class State(StrEnum):
    REQUESTED = "requested"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


# The deed, from which state it starts and where it leads.
STEPS: dict[str, tuple[State, State]] = {
    "approve": (State.REQUESTED, State.APPROVED),
    "refuse": (State.REQUESTED, State.REFUSED),
    "withdraw": (State.REQUESTED, State.WITHDRAWN),
    "end": (State.APPROVED, State.ENDED),  # before its last day, or settled after it
}
NOT_NOW = N_("This exception has been decided or ended already. Look at it as it is now.")


def after(deed: str, state: State) -> State:
    """The state a deed leads to; refused where the state does not allow it."""
    before, then = STEPS[deed]
    if state != before:
        raise Refused(NOT_NOW)
    return then


class Standing(StrEnum):
    """The state as it looks on a day."""

    WAITING = "waits for approval"
    LATER = "begins later"
    IN_FORCE = "in force"
    ENDING = "expires soon"
    EXPIRED = "expired"
    REFUSED = "not approved"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"

    @property
    def label(self) -> str:
        return WORDS[self]


WORDS = {
    Standing.WAITING: N_("waits for approval"),
    Standing.LATER: N_("begins later"),
    Standing.IN_FORCE: N_("holds"),
    Standing.ENDING: N_("expires soon"),
    Standing.EXPIRED: N_("expired"),
    Standing.REFUSED: N_("was not approved"),
    Standing.WITHDRAWN: N_("taken back"),
    Standing.ENDED: N_("ended"),
}
HOLDS = (Standing.IN_FORCE, Standing.ENDING)  # may be relied on that day
SETTLED = (Standing.REFUSED, Standing.WITHDRAWN, Standing.ENDED)  # nobody has to do anything

_OF_STATE = {
    State.REQUESTED: Standing.WAITING,
    State.REFUSED: Standing.REFUSED,
    State.WITHDRAWN: Standing.WITHDRAWN,
    State.ENDED: Standing.ENDED,
}


def standing(
    state: State, starts_on: date, expires_on: date, on: date, ended_on: date | None = None
) -> Standing:
    """The last day itself still counts; what ended later held until then."""
    held_then = state == State.ENDED and ended_on is not None and on < ended_on
    if state != State.APPROVED and not held_then:
        return _OF_STATE[state]
    if on < starts_on:
        return Standing.LATER
    if on > expires_on:
        return Standing.EXPIRED
    return Standing.ENDING if expires_on - on <= timedelta(days=REMIND_DAYS) else Standing.IN_FORCE
