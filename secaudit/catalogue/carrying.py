"""What becomes of last year's answers when the next period uses another edition. Nothing is lost:
an answer stays where it was given; this only says whether it can be offered once more."""

from enum import StrEnum

from secaudit.catalogue.controls import Catalogue
from secaudit.catalogue.differences import Change, Difference, differences
from secaudit.errors import N_


class Fate(StrEnum):
    """Of the question about one control."""

    SAME = "same"
    MEANING = "meaning"
    SUCCEEDED = "succeeded"
    NEW = "new"
    GONE = "gone"

    @property
    def label(self) -> str:
        return WORDS[self]


WORDS = {
    Fate.SAME: N_("Can be offered as “same as last year”"),
    Fate.MEANING: N_("To be answered anew: the meaning has changed"),
    Fate.SUCCEEDED: N_("To be answered anew: it comes from a split, a merger or another id"),
    Fate.NEW: N_("Asked for the first time"),
    Fate.GONE: N_("Not asked any more; the answers stay readable"),
}
FATES = {
    Change.UNCHANGED: Fate.SAME,
    Change.REWORDED: Fate.SAME,
    Change.REVISED: Fate.MEANING,
    Change.NEW: Fate.NEW,
    Change.WITHDRAWN: Fate.GONE,
    Change.MOVED: Fate.SUCCEEDED,
    Change.SPLIT: Fate.SUCCEEDED,
    Change.MERGED: Fate.SUCCEEDED,
}


def fates(before: Catalogue, after: Catalogue) -> dict[str, tuple[Fate, Difference]]:
    """By control: those of the new edition in its order, then those that are gone."""
    found: dict[str, tuple[Fate, Difference]] = {}
    for each in differences(before, after):
        for control in each.after or each.before:
            found[control.id] = _fate(each, control.id, before, after), each
    return found


def _fate(each: Difference, id: str, before: Catalogue, after: Catalogue) -> Fate:
    """A part that became a control of its own leaves the rest as it was, if its revision says so."""
    if each.change is Change.SPLIT and id in before and id in after:
        same = before.control(id).revision == after.control(id).revision
        return Fate.SAME if same else Fate.MEANING
    return FATES[each.change]


def keeps_meaning(each: Difference) -> bool:
    """Whether a line of figures may be drawn from one edition to the other across it."""
    if each.change in (Change.UNCHANGED, Change.REWORDED):
        return True
    if each.change is not Change.MOVED:
        return False
    (before,), (after,) = each.before, each.after
    return after.meaning_kept or before.requirement == after.requirement
