"""What was judged or exercised under another edition, under the ids of the period's own.

An audit of last year judged a control by the id and the meaning it had then. It supports a claim of
this year where the control goes on with the meaning kept: under the same id and revision, under
another id, or as a part of what it was split into. Where the meaning changed it supports nothing,
and neither does an audit of only some of what was merged.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from secaudit.catalogue.models import Edition
from secaudit.catalogue.succession import goes_on_in

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Carried:
    """By edition and by control of that edition: what carries it on in the period's edition."""

    own: int
    of_edition: Mapping[int, Mapping[str, frozenset[str]]] = field(default_factory=dict)

    def judged(self, edition: int, control: str) -> Collection[str]:
        if edition == self.own:
            return (control,)
        return self.of_edition.get(edition, {}).get(control, NOTHING)

    def exercised(self, control: str) -> Collection[str]:
        """Exercises name no edition: what was held was held, whatever the wording became."""
        found = (each.get(control, NOTHING) for each in self.of_edition.values())
        return frozenset({control}).union(*found)


def carried(own: int) -> Carried:
    """Into the edition `own`, from older and newer ones. One statement."""
    every = list(
        Edition.select(Edition.id, Edition.hash).order_by(Edition.effective_on, Edition.id)
    )
    place = [each.id for each in every].index(own)
    older = zip(every, goes_on_in(every[: place + 1]), strict=False)
    newer = ((each, _back(every[place : n + 1])) for n, each in _after(every, place))
    return Carried(own, {each.id: ids for each, ids in (*older, *newer)})


def _after(every: list[Edition], place: int) -> list[tuple[int, Edition]]:
    return [(n, each) for n, each in enumerate(every) if n > place]


def _back(editions: list[Edition]) -> dict[str, frozenset[str]]:
    """From the newest of these to the first: only where nothing was split on the way."""
    ahead = goes_on_in(editions)[0]
    return {id: frozenset({old}) for old, ids in ahead.items() if len(ids) == 1 for id in ids}
