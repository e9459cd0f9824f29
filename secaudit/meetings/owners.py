"""The posts to which an action can be given, in official order."""

from dataclasses import dataclass
from datetime import date

from secaudit.meetings.kinds import OWNERS
from secaudit.organisation.reading import tree
from secaudit.people.models import Assignment, Person
from secaudit.people.reading import in_force


@dataclass(frozen=True)
class Owner:
    unit: int | None  # none: a post of the city as a whole
    title: str
    name: str  # who holds it today

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.unit or ''}/{self.title}"


def owners(on: date) -> list[Owner]:
    """Posts of the city first, then offices as they stand. Two statements."""
    held = Assignment.select(Assignment, Person).join(Person, on=Assignment.person)
    named = Assignment.role.in_(OWNERS) & Assignment.acting_for.is_null() & (Assignment.title != "")
    rows = list(held.where(in_force(on) & named).order_by(Assignment.id))
    order = {office.id: at for at, office in enumerate(tree(on), 1)}
    rows.sort(key=lambda row: order.get(row.unit_id or 0, 0))
    found = {(r.unit_id, r.title): Owner(r.unit_id, r.title, r.person.name) for r in rows}
    return list(found.values())


def read_key(key: str) -> tuple[int | None, str]:
    """「12/市民課長」 → the office and the post."""
    unit, _slash, title = key.partition("/")
    return (int(unit) if unit.isascii() and unit.isdigit() else None), title
