"""The offices as they stand on one day: plain values, in official order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from secaudit.organisation.kinds import ANSWERING, Kind


@dataclass(frozen=True, slots=True)
class Office:
    """One unit on that day."""

    id: int
    kind: Kind
    code: str
    name: str
    name_en: str
    kana: str
    short_name: str
    parent: int | None
    position: int
    answers: bool
    facts: frozenset[str]
    opened_on: date
    version: int = 0

    def called(self, language: str) -> str:
        return self.name_en if language == "en" and self.name_en else self.name


@dataclass(frozen=True)
class Tree:
    """All offices of a day. Iterates in official order (建制順)."""

    on: date
    offices: dict[int, Office] = field(repr=False)

    def __iter__(self) -> Iterator[Office]:
        return iter(self.offices.values())

    def __len__(self) -> int:
        return len(self.offices)

    def __getitem__(self, id: int) -> Office:
        return self.offices[id]

    def get(self, id: int | None) -> Office | None:
        return self.offices.get(id) if id else None

    def above(self, id: int) -> list[int]:
        """The unit itself and every unit above it, nearest first."""
        path: list[int] = []
        at: int | None = id
        while at is not None and at not in path:
            path.append(at)
            office = self.offices.get(at)
            at = office.parent if office else None
        return path

    def bureau(self, id: int) -> Office | None:
        """The bureau a unit belongs to; its executive body where there is no bureau between."""
        path = [self.offices[each] for each in self.above(id) if each in self.offices]
        return next((o for o in path if o.kind == Kind.BUREAU), path[-1] if path else None)

    def below(self, tops: Iterable[int]) -> set[int]:
        """The given units and everything under them."""
        found = set(tops)
        for office in self:  # parents stand before their children in official order
            if office.parent in found:
                found.add(office.id)
        return found

    def answering(self) -> list[Office]:
        """Units that get a sheet of their own."""
        return [office for office in self if office.answers and office.kind in ANSWERING]

    def depth(self, id: int) -> int:
        return len(self.above(id)) - 1


def in_official_order(offices: Iterable[Office]) -> dict[int, Office]:
    """By position, but never a child before its parent."""
    waiting = sorted(offices, key=lambda office: (office.position, office.id))
    children: dict[int | None, list[Office]] = {}
    known = {office.id for office in waiting}
    for office in waiting:
        children.setdefault(office.parent if office.parent in known else None, []).append(office)
    return {office.id: office for office in _walk(children, None)}


def _walk(children: dict, parent: int | None) -> Iterator[Office]:
    for office in children.get(parent, []):
        yield office
        yield from _walk(children, office.id)
