from enum import StrEnum

from secaudit.errors import N_


class Standing(StrEnum):
    """Of a programme or an annual plan: it waits for the CISO, or has been approved."""

    PLANNED = "planned"
    APPROVED = "approved"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Standing.PLANNED: N_("Waits for approval"),
    Standing.APPROVED: N_("Approved"),
}
