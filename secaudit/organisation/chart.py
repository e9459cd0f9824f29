"""The offices through time, as a change would leave them: plain values, nothing stored yet."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from secaudit.errors import N_, Invalid, Refused
from secaudit.organisation.kinds import Change, Kind
from secaudit.organisation.rules import faults
from secaudit.organisation.tree import Office, Tree, in_official_order

NOT_THEN = N_("This office does not exist on that day.")


@dataclass(frozen=True, slots=True)
class Standing:
    """How an office is called and where it stands."""

    code: str
    name: str
    name_en: str = ""
    kana: str = ""
    short_name: str = ""
    parent: int | None = None
    position: int | None = None  # None: behind the last of its siblings


@dataclass(slots=True)
class Spell:
    """A standing from one day until another."""

    standing: Standing
    valid_from: date
    valid_to: date | None = None
    row: int | None = None  # the stored version, if there is one
    version: int = 0

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or self.valid_to > on)


@dataclass(slots=True)
class Body:
    """One office through time."""

    id: int  # below zero until it is stored
    kind: Kind
    opened_on: date
    closed_on: date | None = None
    answers: bool = True
    facts: frozenset[str] = frozenset()
    spells: list[Spell] = field(default_factory=list)

    def at(self, on: date) -> Spell | None:
        return next((spell for spell in self.spells if spell.holds(on)), None)


@dataclass(frozen=True, slots=True)
class Link:
    """A succession that the change makes."""

    predecessor: int
    successor: int | None
    change: Change


@dataclass(frozen=True, slots=True)
class Opening:
    """An office to be opened."""

    kind: Kind
    standing: Standing
    answers: bool = True
    facts: frozenset[str] = frozenset()


@dataclass
class Chart:
    """All offices, to be changed as of one day."""

    on: date
    bodies: dict[int, Body] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)

    def offices(self, on: date | None = None) -> list[Office]:
        day = on or self.on
        spells = ((body, body.at(day)) for body in self.bodies.values())
        return [office(body, spell) for body, spell in spells if spell]

    def tree(self, on: date | None = None) -> Tree:
        return Tree(on or self.on, in_official_order(self.offices(on)))

    def standing(self, id: int) -> Standing:
        return self._spell(id).standing

    def children(self, id: int) -> list[Office]:
        return [each for each in self.offices() if each.parent == id]

    def open(self, opening: Opening) -> int:
        """A new office; its number is below zero until it is stored."""
        id = min([0, *self.bodies]) - 1
        standing = opening.standing
        if standing.position is None:
            standing = replace(standing, position=self.next_position(standing.parent))
        body = Body(id, opening.kind, self.on, None, opening.answers, opening.facts)
        body.spells.append(Spell(standing, self.on))
        self.bodies[id] = body
        return id

    def next_position(self, parent: int | None) -> int:
        """Behind the office above and all that already belongs to it."""
        tree = self.tree()
        family = tree.below({parent}) if parent else set(tree.offices)
        return max((tree[id].position for id in family if id in tree.offices), default=0) + 1

    def change(self, id: int, **changes) -> bool:
        """Another name, code or place from the day on; whether anything differs."""
        spell = self._spell(id)
        changed = replace(spell.standing, **changes)
        if changed == spell.standing:
            return False
        if spell.valid_from == self.on:
            spell.standing = changed
        else:
            self.bodies[id].spells.append(Spell(changed, self.on, spell.valid_to))
            spell.valid_to = self.on
        return True

    def close(self, id: int) -> None:
        """No longer there from the day on; what was planned for later falls away."""
        self._spell(id)
        body = self.bodies[id]
        body.closed_on = self.on
        for spell in body.spells:
            if spell.valid_to is None or spell.valid_to > self.on:
                spell.valid_to = max(self.on, spell.valid_from)

    def link(self, predecessor: int, successor: int | None, change: Change) -> None:
        self.links.append(Link(predecessor, successor, change))

    def refuse_faults(self) -> None:
        """The rules hold on the day of the change and on every later day for which one is planned."""
        for day in self.days():
            for fault in faults(self.offices(day)):
                raise fault.problem()

    def days(self) -> Iterator[date]:
        ends = {
            day
            for body in self.bodies.values()
            for spell in body.spells
            for day in (spell.valid_from, spell.valid_to)
        }
        yield from sorted({self.on} | {day for day in ends if day and day > self.on})

    def _spell(self, id: int) -> Spell:
        spell = self.bodies[id].at(self.on) if id in self.bodies else None
        if spell is None:
            raise Invalid(NOT_THEN, field="on")
        return spell


def office(body: Body, spell: Spell) -> Office:
    standing = spell.standing
    return Office(
        id=body.id,
        kind=body.kind,
        code=standing.code,
        name=standing.name,
        name_en=standing.name_en,
        kana=standing.kana,
        short_name=standing.short_name or standing.name,
        parent=standing.parent,
        position=standing.position or 0,
        answers=body.answers,
        facts=body.facts,
        opened_on=body.opened_on,
        version=spell.version,
    )


def merge(chart: Chart, ids: list[int], into: int) -> list[int]:
    """Close all of them but `into`; what belonged to them belongs to it. The closed ones."""
    closed = [id for id in dict.fromkeys(ids) if id != into]
    if not closed:
        raise Invalid(N_("Choose the offices that are merged."), field="ids")
    _hand_over(chart, closed, into, Change.MERGED)
    facts = frozenset().union(*(chart.bodies[id].facts for id in [*closed, into]))
    chart.bodies[into].facts = facts
    return closed


def abolish(chart: Chart, id: int, successor: int | None) -> None:
    """Close it; what belonged to it belongs to the successor."""
    if successor == id:
        raise Invalid(
            N_("Choose another office than the one that is abolished."), field="successor"
        )
    if successor is None and chart.children(id):
        raise Invalid(
            N_(
                "%(name)s and others belong to it on that day. Say to which office they go, or move "
                "them first."
            ),
            field="successor",
            name=chart.children(id)[0].name,
        )
    _hand_over(chart, [id], successor, Change.ABOLISHED)


def _hand_over(chart: Chart, closed: list[int], into: int | None, change: Change) -> None:
    if into is not None:
        chart.standing(into)  # it exists on that day
    for id in closed:
        for child in chart.children(id):
            if child.id not in closed and child.id != into:
                chart.change(child.id, parent=into)
        if into is not None and chart.standing(into).parent == id:
            chart.change(into, parent=chart.standing(id).parent)
        chart.close(id)
        chart.link(id, into, change)


def split(chart: Chart, id: int, parts: list[Opening], *, stays: bool) -> list[int]:
    """Open the parts; the office itself stays beside them or is closed. The parts' numbers."""
    if len(parts) + stays < 2:
        raise Invalid(N_("Name at least two offices that come out of it."), field="parts")
    if not stays and chart.children(id):
        raise Refused(
            N_("%(name)s belongs to it. Move what belongs to it first."),
            name=chart.children(id)[0].name,
        )
    facts = chart.bodies[id].facts
    opened = [chart.open(replace(part, facts=part.facts or facts)) for part in parts]
    if not stays:
        chart.close(id)
    for part in opened:
        chart.link(id, part, Change.SPLIT)
    return opened
