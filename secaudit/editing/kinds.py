from enum import StrEnum

from secaudit.errors import N_


class State(StrEnum):
    """Of a new edition on its way."""

    CHECKED = "checked"  # read from an archive; nobody has asked for approval yet
    REQUESTED = "requested"
    PUBLISHED = "published"
    RETURNED = "returned"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        return WORDS[self]


WORDS = {
    State.CHECKED: N_("read in, not yet asked for"),
    State.REQUESTED: N_("waiting for approval"),
    State.PUBLISHED: N_("published"),
    State.RETURNED: N_("not approved"),
    State.DROPPED: N_("dropped"),
}
