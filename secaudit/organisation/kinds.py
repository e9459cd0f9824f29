"""What kinds of units a city has."""

from enum import StrEnum

from secaudit.errors import N_


class Kind(StrEnum):
    BODY = "executive body"
    ASSEMBLY = "assembly"
    JOINT = "joint body or agency"
    BUREAU = "bureau"
    DEPARTMENT = "department"
    BRANCH = "branch office"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Kind.BODY: N_("Executive body"),
    Kind.ASSEMBLY: N_("Assembly"),
    Kind.JOINT: N_("Joint body or agency"),
    Kind.BUREAU: N_("Bureau"),
    Kind.DEPARTMENT: N_("Department"),
    Kind.BRANCH: N_("Branch office"),
}

TOP = {Kind.BODY, Kind.ASSEMBLY, Kind.JOINT}
BELOW = {  # what may lie directly under what
    Kind.BUREAU: TOP,
    Kind.DEPARTMENT: TOP | {Kind.BUREAU},
    Kind.BRANCH: {Kind.BUREAU, Kind.DEPARTMENT, Kind.BRANCH} | TOP,
}
ANSWERING = {Kind.DEPARTMENT, Kind.BRANCH}  # units that get a sheet of their own


class Change(StrEnum):
    RENAMED = "renamed"
    MOVED = "moved"
    MERGED = "merged"
    SPLIT = "split"
    ABOLISHED = "abolished"

    @property
    def label(self) -> str:
        return CHANGE_LABELS[self]


CHANGE_LABELS = {
    Change.RENAMED: N_("Renamed"),
    Change.MOVED: N_("Moved"),
    Change.MERGED: N_("Merged"),
    Change.SPLIT: N_("Split"),
    Change.ABOLISHED: N_("Abolished"),
}
