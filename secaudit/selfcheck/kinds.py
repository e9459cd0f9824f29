"""The words of the self-check: answers, where they come from, states of a period and a sheet."""

from enum import StrEnum

from secaudit.errors import N_


class Value(StrEnum):
    """The five answers. Unanswered and not submitted are states, not answers."""

    IMPLEMENTED = "implemented"
    PARTIAL = "partial"
    NOT_IMPLEMENTED = "not implemented"
    NOT_APPLICABLE = "not applicable"
    UNKNOWN = "unknown"

    @property
    def symbol(self) -> str:
        return SYMBOLS[self]

    @property
    def label(self) -> str:
        return WORDS[self]


SYMBOLS = dict(zip(Value, "○△×－？", strict=True))
WORDS = {
    Value.IMPLEMENTED: N_("Implemented"),
    Value.PARTIAL: N_("Partly implemented"),
    Value.NOT_IMPLEMENTED: N_("Not implemented"),
    Value.NOT_APPLICABLE: N_("Not applicable"),
    Value.UNKNOWN: N_("Not known"),
}
GAPS = (Value.PARTIAL, Value.NOT_IMPLEMENTED)
LETTER = {  # in the formulas of the figures
    Value.IMPLEMENTED: "a",
    Value.PARTIAL: "b",
    Value.NOT_IMPLEMENTED: "c",
    Value.UNKNOWN: "d",
    Value.NOT_APPLICABLE: "n",
}
# Beside these in the line of a sheet:
MISSING = "m"  # asked of a sheet that is not handed in
NOT_ANSWERED = "-"  # of a sheet that was taken over with gaps; counts as nothing
NOT_ASKED = "."


class ReadyReason(StrEnum):
    """Why a question does not apply, in the two cases that explain most of them."""

    NOTHING_HAPPENED = "nothing happened"
    NO_SUCH_TASK = "no such task"

    @property
    def label(self) -> str:
        return READY_WORDS[self]


READY_WORDS = {
    ReadyReason.NOTHING_HAPPENED: N_("Nothing of the kind happened in the past 12 months"),
    ReadyReason.NO_SUCH_TASK: N_("We have no such task or equipment"),
}


class Source(StrEnum):
    """How an answer came in."""

    WEB = "web"
    EXCEL = "excel"
    PAPER = "paper"
    PROXY = "proxy"
    GATE = "gate"  # the department said that the whole group does not apply

    @property
    def label(self) -> str:
        return SOURCE_WORDS[self]


SOURCE_WORDS = {
    Source.WEB: N_("On screen"),
    Source.EXCEL: N_("From a workbook"),
    Source.PAPER: N_("From paper"),
    Source.PROXY: N_("On behalf of the department"),
    Source.GATE: N_("From the questions at the start"),
}


class Form(StrEnum):
    """Whose duties a sheet asks about, in the order in which forms are listed."""

    DEPARTMENT = "department"
    HEAD = "head"
    SYSTEM = "system"
    PERSON = "person"  # the staff form, answered by each person
    COUNTS = "counts"  # the staff form, counted by the department
    CHIEF = "chief"

    @property
    def label(self) -> str:
        return FORM_WORDS[self]


FORM_WORDS = {
    Form.DEPARTMENT: N_("Department form"),
    Form.HEAD: N_("Department head's form"),
    Form.SYSTEM: N_("System form"),
    Form.PERSON: N_("Staff form"),
    Form.COUNTS: N_("Staff form (counted by the department)"),
    Form.CHIEF: N_("Form of CISO and CHIEF"),
}
STAFF_FORMS = (Form.PERSON, Form.COUNTS)


class PeriodState(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"
    OPEN = "open"
    CLOSED = "closed"
    FROZEN = "frozen"
    REPORTED = "reported"
    ARCHIVED = "archived"

    @property
    def label(self) -> str:
        return PERIOD_WORDS[self]


PERIOD_WORDS = {
    PeriodState.DRAFT: N_("Plan being drafted"),
    PeriodState.APPROVED: N_("Plan approved"),
    PeriodState.OPEN: N_("Being answered"),
    PeriodState.CLOSED: N_("Closed for answers"),
    PeriodState.FROZEN: N_("Figures final"),
    PeriodState.REPORTED: N_("Reported to the committee"),
    PeriodState.ARCHIVED: N_("Archived"),
}
FINAL = (PeriodState.FROZEN, PeriodState.REPORTED, PeriodState.ARCHIVED)


class SheetState(StrEnum):
    NOT_STARTED = "not started"
    IN_PROGRESS = "in progress"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    CONFIRMED = "confirmed"
    HANDED_IN = "handed in"  # of forms that nobody confirms
    EXEMPTED = "exempted"
    FROZEN = "frozen"

    @property
    def label(self) -> str:
        return SHEET_WORDS[self]


SHEET_WORDS = {
    SheetState.NOT_STARTED: N_("Not started yet"),
    SheetState.IN_PROGRESS: N_("Being filled in"),
    SheetState.SUBMITTED: N_("Waiting for the head"),
    SheetState.RETURNED: N_("Sent back"),
    SheetState.CONFIRMED: N_("Submitted (confirmed by the head)"),
    SheetState.HANDED_IN: N_("Handed in"),
    SheetState.EXEMPTED: N_("Exempted"),
    SheetState.FROZEN: N_("Final"),
}
