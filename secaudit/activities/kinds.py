"""The kinds of activity, what each supports, and how often it is usually done. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from secaudit.errors import N_


class Kind(StrEnum):
    STAFF = "staff training"
    NEWCOMERS = "newcomers' training"
    LEADERS = "leaders' training"
    SPECIALISTS = "specialists' training"
    MY_NUMBER = "My Number training"
    GENERATIVE_AI = "generative AI training"
    MAIL = "mail drill"
    INCIDENT = "incident drill"
    DISASTER = "disaster drill"
    CONTINUITY = "ICT-BCP review"
    RESTORE = "restore test"

    @property
    def label(self) -> str:
        return USUAL[self].words

    @property
    def usual(self) -> "Usual":
        return USUAL[self]


@dataclass(frozen=True)
class Usual:
    """`items`: the ordinance items it serves; `controls`: what it is evidence for, unless the
    plan says otherwise; `years`: at least once in so many fiscal years."""

    words: str
    items: tuple[str, ...]
    controls: tuple[str, ...]
    years: int = 1


USUAL = {
    Kind.STAFF: Usual(N_("Security training for all staff"), ("4",), ("EDU-02", "EDU-07")),
    Kind.NEWCOMERS: Usual(N_("Training of newcomers and transferees"), ("4",), ("EDU-03",)),
    Kind.LEADERS: Usual(N_("Training of executives"), ("4",), ("EDU-04",)),
    Kind.SPECIALISTS: Usual(N_("Specialist training"), ("4",), ("EDU-05",)),
    Kind.MY_NUMBER: Usual(N_("Training on My Number"), ("4", "PI"), ("MYN-08",)),
    Kind.GENERATIVE_AI: Usual(N_("Training on generative AI"), ("7",), ("GAI-06",)),
    Kind.MAIL: Usual(N_("Targeted mail drill"), ("4",), ("EDU-06",)),
    Kind.INCIDENT: Usual(N_("Incident response drill"), ("6",), ("INC-07",)),
    Kind.DISASTER: Usual(N_("Disaster drill of systems"), ("6",), ("BCP-07", "BCP-09")),
    Kind.CONTINUITY: Usual(N_("Review of the ICT-BCP"), ("6",), ("BCP-02",)),
    Kind.RESTORE: Usual(N_("Restore test of backups"), ("5",), ("OPS-03", "BCP-04")),
}


class State(StrEnum):
    """「予定日超過」 is no state: it is computed."""

    PLANNED = "activity planned"
    HELD = "activity held"
    CANCELLED = "activity cancelled"

    @property
    def label(self) -> str:
        return STATES[self]


STATES = {
    State.PLANNED: N_("To be held"),
    State.HELD: N_("Held"),
    State.CANCELLED: N_("Cancelled"),
}


class Took(StrEnum):
    """Whether somebody who was to take part did."""

    ATTENDED = "attended"
    ABSENT = "not attended"
    EXCUSED = "excused"

    @property
    def label(self) -> str:
        return TOOK[self]


TOOK = {
    Took.ATTENDED: N_("Took part"),
    Took.ABSENT: N_("Has not taken part"),
    Took.EXCUSED: N_("Excused"),
}
