"""What becomes of last year's answers when the next period uses another edition. Nothing is lost:
an answer stays where it was given; this only says whether it can be offered once more."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from secaudit.catalogue.controls import Catalogue, Control
from secaudit.catalogue.differences import Change, Difference, differences
from secaudit.errors import N_


class Fate(StrEnum):
    """Of the question about one control."""

    SAME = "same"
    CARRIED = "carried"
    MEANING = "meaning"
    SUCCEEDED = "succeeded"
    NEW = "new"
    GONE = "gone"

    @property
    def label(self) -> str:
        return WORDS[self]


WORDS = {
    Fate.SAME: N_("Can be offered as “same as last year”"),
    Fate.CARRIED: N_(
        "Can be offered from another id, from a split or a merger with the same meaning"
    ),
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
}


@dataclass(frozen=True)
class Link:
    """Where the answers to one question stand in the edition before, and whether they answer it."""

    ids: tuple[str, ...]
    kept: bool  # the meaning


def fates(before: Catalogue, after: Catalogue) -> dict[str, tuple[Fate, Difference]]:
    """By control: those of the new edition in its order, then those that are gone."""
    found: dict[str, tuple[Fate, Difference]] = {}
    for each in differences(before, after):
        for control in each.after or each.before:
            found[control.id] = _fate(each, control), each
    return found


def _fate(each: Difference, control: Control) -> Fate:
    if each.change in FATES:
        return FATES[each.change]
    link = _link(each, control)
    if link.ids == (control.id,):
        return Fate.SAME if link.kept else Fate.MEANING
    return Fate.CARRIED if link.kept else Fate.SUCCEEDED


def links(before: Catalogue, after: Catalogue) -> dict[str, Link]:
    """By control of the new edition; without those asked for the first time."""
    return {
        control.id: _link(each, control)
        for each in differences(before, after)
        if each.before
        for control in each.after
    }


def _link(each: Difference, control: Control) -> Link:
    """What goes on under its own id is told by its revision alone: a part that left it, or that
    it took in, changes nothing else in it."""
    itself = next((old for old in each.before if old.id == control.id), None)
    if itself is not None and itself.revision == control.revision:
        return Link((control.id,), kept=True)
    if itself is not None and len(each.before) == 1:
        return Link((control.id,), kept=False)
    ids = tuple(old.id for old in each.before)
    says_so = control.meaning_kept or each.change is Change.MOVED
    return Link(ids, says_so and all(_means_the_same(old, control) for old in each.before))


def _means_the_same(before: Control, after: Control) -> bool:
    """Of two ids. A revision that was raised on the way says that it does not."""
    told = after.meaning_kept or before.requirement == after.requirement
    return told and after.revision <= before.revision


# --- figures through the years --------------------------------------------------------------


@dataclass(frozen=True)
class Renamed:
    """How one control is called in the newest edition, and by how much its revision differs there."""

    id: str
    shift: int = 0


def renamed(editions: Sequence[Catalogue]) -> dict[str, Renamed]:
    """From the oldest edition to the newest: controls that went on in one, with the meaning kept.

    Only across these may a line of figures be drawn from one id to another.
    """
    found: dict[str, Renamed] = {}
    for before, after in pairwise(editions):
        moved = dict(_moves(before, after))
        for old, to in found.items():
            if to.id in moved:
                further = moved[to.id]
                found[old] = Renamed(further.id, to.shift + further.shift)
        found |= moved
    return found


def _moves(before: Catalogue, after: Catalogue):
    for each in differences(before, after):
        if keeps_meaning(each) and each.change is Change.MOVED:
            (old,), (new,) = each.before, each.after
            yield old.id, Renamed(new.id, new.revision - old.revision)


def goes_on_in(editions: Sequence[Catalogue]) -> list[dict[str, frozenset[str]]]:
    """For each edition, the oldest first: by its control, what carries it on whole or as a part in
    the newest, with the meaning kept all the way. What was merged of several carries on none."""
    ahead = {control.id: frozenset({control.id}) for control in editions[-1].controls}
    found = [ahead]
    for before, after in reversed(list(pairwise(editions))):
        further: dict[str, frozenset[str]] = {}
        for id, link in links(before, after).items():
            if link.kept and len(link.ids) == 1 and id in ahead:
                further[link.ids[0]] = further.get(link.ids[0], frozenset()) | ahead[id]
        ahead = further
        found.insert(0, ahead)
    return found


def keeps_meaning(each: Difference) -> bool:
    """Whether a line of figures may be drawn from one edition to the other across it."""
    if each.change in (Change.UNCHANGED, Change.REWORDED):
        return True
    return each.change is Change.MOVED and _means_the_same(each.before[0], each.after[0])
