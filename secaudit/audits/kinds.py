"""What kinds of engagements there are."""

from enum import StrEnum

from secaudit.errors import N_


class Kind(StrEnum):
    INTERNAL = "internal"
    EXTERNAL = "external"

    @property
    def label(self) -> str:
        return KIND_LABELS[self]


KIND_LABELS = {
    Kind.INTERNAL: N_("Internal audit"),
    Kind.EXTERNAL: N_("External audit"),
}


class Type(StrEnum):
    ADVISORY = "advisory"
    ASSURANCE = "assurance"
    AD_HOC = "ad hoc"
    FOLLOW_UP = "follow-up"

    @property
    def label(self) -> str:
        return TYPE_LABELS[self]


TYPE_LABELS = {
    Type.ADVISORY: N_("Advisory (advice for improvement)"),
    Type.ASSURANCE: N_("Assurance (an opinion)"),
    Type.AD_HOC: N_("Ad hoc"),
    Type.FOLLOW_UP: N_("Follow-up"),
}


class Profile(StrEnum):
    """How the controls of an engagement are chosen."""

    CORE = "core"
    CHAPTERS = "chapters"
    ALL = "all"

    @property
    def label(self) -> str:
        return PROFILE_LABELS[self]


PROFILE_LABELS = {
    Profile.CORE: N_("The core controls"),
    Profile.CHAPTERS: N_("All controls of the chapters ticked below"),
    Profile.ALL: N_("Every control"),
}
