"""Classes of records, how long each is kept, and when its time is over. Pure.

The law leaves the periods to each city's own rules for documents (文書管理規程); the defaults are usual
ones (保存期間) and settings.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from secaudit.errors import N_


class Class(StrEnum):
    """What is kept and disposed of together, a fiscal year at a time."""

    ANSWERS = "self-checks"
    AUDITS = "audits"
    INCIDENTS = "incidents"
    ACTIVITIES = "activities"
    EXCEPTIONS = "exceptions"
    SIGN_INS = "sign-ins"

    @property
    def label(self) -> str:
        return LABELS[self]

    @property
    def holds(self) -> str:
        return HOLDS[self]

    @property
    def setting(self) -> str:
        """The setting with its years."""
        return SETTINGS[self]


LABELS = {
    Class.ANSWERS: N_("Self-checks and improvements"),
    Class.AUDITS: N_("Audits and findings"),
    Class.INCIDENTS: N_("Incidents"),
    Class.ACTIVITIES: N_("Training and drills"),
    Class.EXCEPTIONS: N_("Exceptions"),
    Class.SIGN_INS: N_("Sign-ins"),
}
HOLDS = {
    Class.ANSWERS: N_(
        "Reasons, words exchanged, improvements and evidence. ○ △ × and all figures stay."
    ),
    Class.AUDITS: N_(
        "Working papers, texts of findings and what was done, evidence. Numbers, severities, "
        "dates and judgements stay."
    ),
    Class.INCIDENTS: N_(
        "What happened, cause and prevention, how people were told. Kinds, days of the reports, "
        "reasons of the law and numbers of people stay."
    ),
    Class.ACTIVITIES: N_(
        "Names of those who took part, results and lessons, places. Titles, days and numbers of "
        "participants stay."
    ),
    Class.EXCEPTIONS: N_(
        "Reasons, what protected instead, words of the decision. Controls, days and decisions stay."
    ),
    Class.SIGN_INS: N_("With which factor people came in, and addresses that met a limit."),
}
SETTINGS = {
    Class.ANSWERS: "keep_answers_years",
    Class.AUDITS: "keep_audits_years",
    Class.INCIDENTS: "keep_incidents_years",
    Class.ACTIVITIES: "keep_activities_years",
    Class.EXCEPTIONS: "keep_exceptions_years",
    Class.SIGN_INS: "keep_sign_ins_years",
}


@dataclass(frozen=True, order=True)
class Item:
    """One class of one fiscal year."""

    cls: Class
    year: int

    @property
    def plain(self) -> list[Any]:
        return [self.cls.value, self.year]

    @classmethod
    def of(cls, plain: list[Any]) -> "Item":
        return cls(Class(plain[0]), plain[1])


class State(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved by two"
    CARRIED_OUT = "carried out"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return STATES[self]


STATES = {
    State.PROPOSED: N_("Waits for approval"),
    State.APPROVED: N_("Approved by two; not carried out yet"),
    State.CARRIED_OUT: N_("Carried out"),
    State.WITHDRAWN: N_("Withdrawn"),
}
APPROVALS = 2  # by two people, neither of them the proposer


def kept_until(year: int, years: int) -> date:
    """The last day on which records of a fiscal year are kept: so many years from 1 April after it.

    Of fiscal year 2020 with 5 years: 31 March 2026.
    """
    return date(year + 1 + years, 3, 31)


def is_over(item: Item, chosen: Mapping[str, Any], on: date) -> bool:
    return on > kept_until(item.year, chosen[item.cls.setting])


def due(
    items: Iterable[Item], chosen: Mapping[str, Any], held: Collection[Item], on: date
) -> list[Item]:
    """What is on the list: its time is over, and nothing holds it back."""
    return sorted(each for each in items if is_over(each, chosen, on) and each not in held)
