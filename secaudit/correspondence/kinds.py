"""The papers of a self-check and the people who are reminded. Pure."""

from enum import StrEnum

from secaudit.access.roles import Role
from secaudit.errors import N_


class Kind(StrEnum):
    PLAN = "plan"
    REQUEST = "request"
    GUIDE = "guide"
    REMINDER = "reminder"
    TOTALS = "totals"
    RESULT = "result"

    @property
    def label(self) -> str:
        return KINDS[self]


KINDS = {
    Kind.PLAN: N_("Plan of the self-check"),
    Kind.REQUEST: N_("Request to the departments"),
    Kind.GUIDE: N_("Answering guide"),
    Kind.REMINDER: N_("Reminder"),
    Kind.TOTALS: N_("Totals"),
    Kind.RESULT: N_("Result notice"),
}


class Audience(StrEnum):
    """Who is addressed, from the clerk upwards."""

    CLERK = "clerk"
    HEAD = "head"
    DIRECTOR = "director"
    CHIEF = "chief"

    @property
    def label(self) -> str:
        return AUDIENCES[self]

    @property
    def role(self) -> Role:
        return ROLES[self]


AUDIENCES = {
    Audience.CLERK: N_("Department contact"),
    Audience.HEAD: N_("Department head"),
    Audience.DIRECTOR: N_("Bureau director"),
    Audience.CHIEF: N_("CHIEF"),
}
ROLES = {
    Audience.CLERK: Role.CONTACT,
    Audience.HEAD: Role.MGR,
    Audience.DIRECTOR: Role.DIR,
    Audience.CHIEF: Role.CHIEF,
}
