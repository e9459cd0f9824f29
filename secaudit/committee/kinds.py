"""What a paper can be: its state, who it is for, in which form."""

from enum import StrEnum

from secaudit.errors import N_


class State(StrEnum):
    DRAFT = "paper in draft"
    FINAL = "paper settled"

    @property
    def label(self) -> str:
        return STATES[self]


STATES = {State.DRAFT: N_("Draft of the paper"), State.FINAL: N_("Final")}


class Audience(StrEnum):
    INTERNAL = "internal"
    PUBLIC = "public"

    @property
    def label(self) -> str:
        return AUDIENCES[self]


AUDIENCES = {
    Audience.INTERNAL: N_("For the committee"),
    Audience.PUBLIC: N_("For publication"),
}


class Form(StrEnum):
    """A document of a pack: what it is called in addresses and file names."""

    PAGE = "page.pdf"
    ANNEX = "annex.pdf"
    PACK = "pack.pdf"
    WORKBOOK = "pack.xlsx"
    TEXT = "pack.md"
    DATA = "pack.json"

    @property
    def label(self) -> str:
        return FORMS[self]

    @property
    def ending(self) -> str:
        return self.value.rpartition(".")[2]


FORMS = {
    Form.PAGE: N_("Summary on one page (PDF)"),
    Form.ANNEX: N_("Annexes (PDF)"),
    Form.PACK: N_("Summary and annexes (PDF)"),
    Form.WORKBOOK: N_("Everything as Excel"),
    Form.TEXT: N_("Everything as text (Markdown)"),
    Form.DATA: N_("Everything as data (JSON)"),
}


class Part(StrEnum):
    """The parts of the one page, in their order."""

    CONCLUSION = "conclusion"
    AGENDA = "agenda"
    STATUS = "status"
    WORSE = "worse"
    FINDINGS = "findings"
    RESOLVED = "resolved"
    AHEAD = "ahead"

    @property
    def label(self) -> str:
        return PARTS[self]


PARTS = {
    Part.CONCLUSION: N_("Conclusion"),
    Part.AGENDA: N_("Matters for decision"),
    Part.STATUS: N_("Situation"),
    Part.WORSE: N_("What got worse"),
    Part.FINDINGS: N_("Serious findings and corrections"),
    Part.RESOLVED: N_("Progress of the last decisions"),
    Part.AHEAD: N_("Until the next meeting"),
}
