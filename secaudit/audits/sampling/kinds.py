from enum import StrEnum

from secaudit.errors import N_


class Of(StrEnum):
    """What is drawn."""

    DEPARTMENTS = "departments"
    CELLS = "cells"

    @property
    def label(self) -> str:
        return OF_LABELS[self]


OF_LABELS = {
    Of.DEPARTMENTS: N_("Whole departments"),
    Of.CELLS: N_("Single controls of single departments"),
}


class State(StrEnum):
    COMMITTED = "committed"
    DRAWN = "drawn"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    State.COMMITTED: N_("Seed committed"),
    State.DRAWN: N_("Drawn"),
    State.WITHDRAWN: N_("Withdrawn"),
}
