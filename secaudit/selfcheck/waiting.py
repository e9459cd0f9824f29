"""Whose move it is, and how a city stands: pure, from sheets alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from secaudit.errors import N_
from secaudit.selfcheck.kinds import Form, PeriodState, SheetState
from secaudit.selfcheck.models import Period, Sheet
from secaudit.selfcheck.states import MOVING


class Turn(StrEnum):
    """Who has a sheet now."""

    DEPARTMENT = "department"
    HEAD_ANSWERS = "head answers"  # the head's own form
    CITY_ANSWERS = "CISO or CHIEF answers"
    PERSON = "person"  # the staff form of one person
    HEAD = "head"
    ABOVE = "above"  # the head answered alone
    NOBODY = "nobody"

    @property
    def label(self) -> str:
        return TURNS[self]

    @property
    def who(self) -> str:
        """The same as a table says it, under a head that says the rest."""
        return WHO[self]


TURNS = {
    Turn.DEPARTMENT: N_("The department answers"),
    Turn.HEAD_ANSWERS: N_("The head answers"),
    Turn.CITY_ANSWERS: N_("CISO or CHIEF answers"),
    Turn.PERSON: N_("Only you answer this"),
    Turn.HEAD: N_("The head confirms"),
    Turn.ABOVE: N_("The director or the secretariat acknowledges"),
    Turn.NOBODY: "",
}
WHO = {
    Turn.DEPARTMENT: N_("Department"),
    Turn.HEAD_ANSWERS: N_("Department head"),
    Turn.CITY_ANSWERS: N_("CISO or CHIEF"),
    Turn.PERSON: N_("The person"),
    Turn.HEAD: N_("Department head"),
    Turn.ABOVE: N_("Bureau director or secretariat"),
    Turn.NOBODY: "",
}
IN = N_("Secretariat")  # who has what is in, until the figures are final
WITH_DEPARTMENT = (SheetState.NOT_STARTED, SheetState.IN_PROGRESS, SheetState.RETURNED)
ANSWERS = {
    Form.HEAD: Turn.HEAD_ANSWERS,
    Form.COUNTS: Turn.HEAD_ANSWERS,
    Form.CHIEF: Turn.CITY_ANSWERS,
    Form.PERSON: Turn.PERSON,
}
DONE = (SheetState.CONFIRMED, SheetState.HANDED_IN)


def turn(sheet: Sheet) -> Turn:
    if sheet.state in WITH_DEPARTMENT:
        return ANSWERS.get(sheet.form, Turn.DEPARTMENT)
    if sheet.state == SheetState.SUBMITTED:
        return Turn.ABOVE if sheet.submitted_by_head else Turn.HEAD
    return Turn.NOBODY


def holder(sheet: Sheet, period: Period) -> str:
    """Who has it now, in one word."""
    if sheet.state in DONE and period.state in MOVING:
        return IN
    return turn(sheet).who


def due(sheet: Sheet, period: Period) -> date:
    return sheet.due_on or period.due_on


def overdue(sheet: Sheet, period: Period, today: date) -> bool:
    """Not confirmed although its day has passed."""
    waits = turn(sheet) != Turn.NOBODY
    return waits and period.state in MOVING and today > due(sheet, period)


@dataclass(frozen=True)
class Standing:
    """How many sheets are how far. The submission rate counts confirmed ones."""

    required: int
    confirmed: int
    submitted: int
    with_department: int
    exempted: int


def standing(sheets: Iterable[Sheet]) -> Standing:
    states = [sheet.frozen_from or sheet.state for sheet in sheets]
    exempted = states.count(SheetState.EXEMPTED)
    return Standing(
        required=len(states) - exempted,
        confirmed=sum(state in DONE for state in states),
        submitted=states.count(SheetState.SUBMITTED),
        with_department=sum(state in WITH_DEPARTMENT for state in states),
        exempted=exempted,
    )


# What the secretariat (or the CHIEF) does next with a period, and the words of the button.
NEXT_STEP = {
    PeriodState.DRAFT: ("approve", N_("Approve the plan")),
    PeriodState.APPROVED: ("open", N_("Open the period")),
    PeriodState.OPEN: ("close", N_("Close the period")),
    PeriodState.CLOSED: ("freeze", N_("Make the figures final")),
    PeriodState.FROZEN: ("report", N_("Mark as reported to the committee")),
    PeriodState.REPORTED: ("archive", N_("Archive the period")),
}
