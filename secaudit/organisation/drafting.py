"""From stored rows to a chart that can be changed, and from the changed chart to rows to write."""

from collections import defaultdict
from dataclasses import dataclass, fields
from datetime import date

from peewee import fn

from secaudit.database import Record, locking
from secaudit.journal.models import JournalHead
from secaudit.organisation.chart import Body, Chart, Spell, Standing
from secaudit.organisation.models import Succession, System, Unit, UnitVersion

NAMES = [each.name for each in fields(Standing) if each.name != "parent"]


@dataclass
class Draft:
    """A chart with the rows that it was read from."""

    chart: Chart
    units: dict[int, Unit]
    versions: dict[int, UnitVersion]

    def rows(self) -> list[Record]:
        """What is to be written so that the tables say what the chart says, new rows first."""
        new = {id: self._new_unit(body) for id, body in self.chart.bodies.items() if id < 0}
        self.units |= new
        changed = [self.units[id] for id, body in self.chart.bodies.items() if self._fill(body)]
        links = [self._link(link) for link in self.chart.links]
        added, altered = self._versions()
        return [*new.values(), *changed, *added, *altered, *links]

    def _new_unit(self, body: Body) -> Unit:
        return Unit(
            kind=body.kind,
            opened_on=body.opened_on,
            closed_on=body.closed_on,
            answers=body.answers,
            facts=sorted(body.facts),
        )

    def _fill(self, body: Body) -> bool:
        """Bring a stored unit up to its body; whether it differed."""
        if body.id < 0:
            return False
        row = self.units[body.id]
        values: dict = {"kind": body.kind, "closed_on": body.closed_on, "answers": body.answers}
        if set(row.facts) != body.facts:
            values["facts"] = sorted(body.facts)
        return fill(row, values)

    def _versions(self) -> tuple[list[UnitVersion], list[UnitVersion]]:
        added, altered = [], []
        for id, body in self.chart.bodies.items():
            for spell in body.spells:
                if spell.row is None:
                    added.append(self._new_version(id, spell))
                elif self._alter(self.versions[spell.row], spell):
                    altered.append(self.versions[spell.row])
        return added, altered

    def _new_version(self, id: int, spell: Spell) -> UnitVersion:
        values = {name: getattr(spell.standing, name) for name in NAMES}
        parent = spell.standing.parent
        return UnitVersion(
            unit=self.units[id],
            parent=self.units[parent] if parent else None,
            valid_from=spell.valid_from,
            valid_to=spell.valid_to,
            **values,
        )

    def _alter(self, row: UnitVersion, spell: Spell) -> bool:
        values = {name: getattr(spell.standing, name) for name in NAMES}
        differs = fill(row, {**values, "valid_to": spell.valid_to})
        if row.parent_id != spell.standing.parent:
            parent = spell.standing.parent
            row.parent = self.units[parent] if parent else None
            differs = True
        return differs

    def _link(self, link) -> Succession:
        return Succession(
            predecessor=self.units[link.predecessor],
            successor=self.units[link.successor] if link.successor else None,
            on=self.chart.on,
            change=link.change,
        )


def fill(row: Record, values: dict) -> bool:
    """Set what differs; whether anything did."""
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)


def draft(on: date) -> Draft:
    """All offices, for a change as of that day; nobody else changes them until this one is done."""
    wait_for_others()
    return present(on)


def present(on: date) -> Draft:
    """All offices as they are, to try a change on that is not written."""
    units = {unit.id: unit for unit in Unit.select().order_by(Unit.id)}
    versions = {row.id: row for row in UnitVersion.select().order_by(UnitVersion.valid_from)}
    spells: dict[int, list[Spell]] = defaultdict(list)
    for row in versions.values():
        spells[row.unit_id].append(_spell(row))
    bodies = {id: _body(unit, spells[id]) for id, unit in units.items()}
    return Draft(Chart(on, bodies), units, versions)


def wait_for_others() -> None:
    """Rules over all rows need all rows to stand still: one such change after the other."""
    locking(JournalHead.select().where(JournalHead.id == 1)).get()


def _body(unit: Unit, spells: list[Spell]) -> Body:
    return Body(
        unit.id,
        unit.kind,
        unit.opened_on,
        unit.closed_on,
        unit.answers,
        frozenset(unit.facts),
        spells,
    )


def _spell(row: UnitVersion) -> Spell:
    values = {name: getattr(row, name) for name in NAMES}
    standing = Standing(**values, parent=row.parent_id)
    return Spell(standing, row.valid_from, row.valid_to, row.id, row.version)


def stamp(unit: int | None = None) -> int:
    """The number of the entry that last changed this office, or any office or system."""
    tables: tuple = (Unit, UnitVersion) if unit else (Unit, UnitVersion, Succession, System)
    newest = [_newest(table, unit) for table in tables]
    return max([-1, *(number for number in newest if number is not None)])


def _newest(table, unit: int | None) -> int | None:
    query = table.select(fn.MAX(table.entry))
    if unit:
        query = query.where((table.id if table is Unit else table.unit) == unit)
    return query.scalar()
