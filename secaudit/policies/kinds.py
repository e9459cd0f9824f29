"""What kinds of documents there are, and what becomes of a version."""

from enum import StrEnum

from secaudit.errors import N_


class Kind(StrEnum):
    """The three layers, from the outside in; their order is the order of the list."""

    BASIC = "basic policy"
    STANDARD = "standard"
    PROCEDURE = "procedure"

    @property
    def label(self) -> str:
        return KIND_WORDS[self]


KIND_WORDS = {
    Kind.BASIC: N_("Basic policy"),
    Kind.STANDARD: N_("Security standard"),
    Kind.PROCEDURE: N_("Implementation procedure"),
}


class Publication(StrEnum):
    """Who may read it: the basic policy must be published, standards mostly are not."""

    PUBLIC = "public"
    INTERNAL = "internal"

    @property
    def label(self) -> str:
        return PUBLICATION_WORDS[self]


PUBLICATION_WORDS = {
    Publication.PUBLIC: N_("Published"),
    Publication.INTERNAL: N_("Within the city only"),
}


class State(StrEnum):
    DRAFT = "draft"
    REQUESTED = "requested"
    APPROVED = "approved"  # from its effective date on it holds, until the next one does
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        return STATE_WORDS[self]


STATE_WORDS = {
    State.DRAFT: N_("draft"),
    State.REQUESTED: N_("waiting for approval"),
    State.APPROVED: N_("approved"),
    State.DROPPED: N_("dropped"),
}
BEING_MADE = (State.DRAFT, State.REQUESTED)
