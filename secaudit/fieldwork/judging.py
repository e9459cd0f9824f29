"""The auditor's verdict on a control, and what it must come with. Pure."""

from enum import StrEnum

from secaudit.errors import N_

LONGEST = 4000


class Judgement(StrEnum):
    CONFORMING = "conforming"
    PARTLY = "partly conforming"
    NOT = "not conforming"
    OUT_OF_SCOPE = "out of scope"
    UNCHECKED = "not checked"

    @property
    def label(self) -> str:
        return LABELS[self]

    @property
    def mark(self) -> str:
        return MARKS[self]

    @property
    def key(self) -> str:
        """The digit that chooses it."""
        return KEYS[self]


LABELS = {
    Judgement.CONFORMING: N_("Conforming"),
    Judgement.PARTLY: N_("Partly conforming"),
    Judgement.NOT: N_("Not conforming"),
    Judgement.OUT_OF_SCOPE: N_("Out of scope"),
    Judgement.UNCHECKED: N_("Not checked"),
}
MARKS = {
    Judgement.CONFORMING: "○",
    Judgement.PARTLY: "△",
    Judgement.NOT: "×",
    Judgement.OUT_OF_SCOPE: "－",
    Judgement.UNCHECKED: "？",
}
KEYS = {
    Judgement.CONFORMING: "1",
    Judgement.PARTLY: "2",
    Judgement.NOT: "3",
    Judgement.OUT_OF_SCOPE: "4",
    Judgement.UNCHECKED: "0",
}
GAPS = {Judgement.PARTLY, Judgement.NOT}
COMPARED = GAPS | {Judgement.CONFORMING}  # enter the comparison with the self-check

# How an auditor looks at a control, as the catalogue's steps say it.
METHODS = {
    "inspect": N_("Inspect"),
    "interview": N_("Interview"),
    "observe": N_("Observe"),
    "reperform": N_("Do again"),
    "test": N_("Test"),
}
