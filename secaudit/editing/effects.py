"""What a new edition does to the answers that departments gave. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from secaudit.catalogue.controls import Catalogue
from secaudit.catalogue.differences import Change, Difference, differences
from secaudit.errors import N_

SENTENCES = {
    Change.REVISED: N_("“Same as last year” can no longer be chosen; it is answered anew."),
    Change.REWORDED: N_("“Same as last year” can still be chosen."),
    Change.NEW: N_("It is asked for the first time."),
    Change.WITHDRAWN: N_("It is no longer asked; its answers stay readable."),
    Change.MOVED: N_("It goes on under another id."),
    Change.SPLIT: N_("Its parts are answered anew."),
    Change.MERGED: N_("It is answered anew, with the earlier answers beside it."),
}


@dataclass(frozen=True)
class Effect:
    difference: Difference
    departments: int  # that were asked it in the newest period

    @property
    def sentence(self) -> str:
        return SENTENCES[self.difference.change]


def effects(before: Catalogue, after: Catalogue, asked: Mapping[str, int]) -> list[Effect]:
    """Every control that is not as it was; what must be answered anew comes first."""
    found = [
        Effect(each, max((asked.get(control.id, 0) for control in each.before), default=0))
        for each in differences(before, after)
        if each.change != Change.UNCHANGED
    ]
    return sorted(found, key=lambda each: list(SENTENCES).index(each.difference.change))
