"""The words of an improvement, what may follow what, and when a promise is one. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from secaudit.calendar.fiscal import fiscal_year, last_day
from secaudit.errors import N_, Invalid, Refused

LONGEST = 400


class State(StrEnum):
    """「期限超過」 is no state: it is computed."""

    PROMISED = "promised"
    REPORTED = "reported as done"
    SEEN = "seen by the head"
    CHECKED = "checked"
    CARRIED = "carried on"  # the next year's answer was a gap again; its promise goes on from here
    CORRECTED = "corrected"  # after the freeze it turned out that there was no gap

    @property
    def label(self) -> str:
        return WORDS[self]


WORDS = {
    State.PROMISED: N_("Promised"),
    State.REPORTED: N_("Reported as done"),
    State.SEEN: N_("Seen by the head"),
    State.CHECKED: N_("Checked by the secretariat"),
    State.CARRIED: N_("Carried on in the next year"),
    State.CORRECTED: N_("Ended: the answer was corrected"),
}
STEPS: dict[str, tuple[tuple[State, ...], State]] = {
    "move": ((State.PROMISED,), State.PROMISED),
    "report": ((State.PROMISED,), State.REPORTED),
    "see": ((State.REPORTED,), State.SEEN),
    "check": ((State.SEEN,), State.CHECKED),
    "return": ((State.REPORTED, State.SEEN), State.PROMISED),
    "carry": ((State.PROMISED, State.REPORTED, State.SEEN), State.CARRIED),
    "correct": ((State.PROMISED, State.REPORTED, State.SEEN), State.CORRECTED),
    "gap again": ((State.CORRECTED,), State.PROMISED),
}
OPEN = (State.PROMISED, State.REPORTED, State.SEEN)
ELSEWHERE = (State.CARRIED, State.CORRECTED)  # neither open nor done: counted elsewhere, or no gap


def after(step: str, state: State) -> State:
    allowed, then = STEPS[step]
    if state not in allowed:
        raise Refused(N_("The improvement has moved on meanwhile. Open its page again."))
    return then


@dataclass(frozen=True)
class Promised:
    """What, who (by post), by when. Without `what`, the reason given with the answer says it."""

    due_on: date
    owner: str
    what: str = ""
    interim: str = ""


def check(promised: Promised, year: int, on: date) -> Promised:
    """The promise, tidied; Invalid with what to do instead. `year`: in which the gap was found."""
    tidy = Promised(
        promised.due_on, promised.owner.strip(), promised.what.strip(), promised.interim.strip()
    )
    if not tidy.owner:
        raise Invalid(N_("Write who does it, by post."), field="owner")
    for name in ("owner", "what", "interim"):
        _short(getattr(tidy, name), name)
    if tidy.due_on < on:
        raise Invalid(N_("Choose today or a later day."), field="due_on")
    if fiscal_year(tidy.due_on) > max(year, fiscal_year(on)) and not tidy.interim:
        raise Invalid(
            N_("In a later fiscal year: write what is done until then (interim measure)."),
            field="interim",
        )
    return tidy


def _short(text: str, name: str) -> None:
    if len(text) > LONGEST:
        raise Invalid(
            N_("Up to %(limit)s characters; this has %(count)s."),
            field=name,
            limit=LONGEST,
            count=len(text),
        )


def needed(text: str, field: str, message: str = N_("Write the reason.")) -> str:
    text = text.strip()
    if not text:
        raise Invalid(message, field=field)
    _short(text, field)
    return text


def usual_day(year: int, on: date) -> date:
    """By when, unless somebody says otherwise: the end of the fiscal year."""
    return last_day(max(year, fiscal_year(on)))
