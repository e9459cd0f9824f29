"""Who is asked to a meeting: the roles, and who holds them on its day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from secaudit.access.roles import Role
from secaudit.people.models import Assignment, Person
from secaudit.people.reading import in_force


@dataclass(frozen=True)
class Member:
    role: Role
    title: str
    person: Person


def members(roles: Iterable[str], on: date) -> list[Member]:
    """In the order of the roles. One statement."""
    wanted = [role for role in Role if role.value in set(roles)]
    if not wanted:
        return []
    rows = Assignment.select(Assignment, Person).join(Person, on=Assignment.person)
    here = Assignment.role.in_(wanted) & in_force(on) & Assignment.acting_for.is_null()
    held = sorted(rows.where(here).order_by(Assignment.id), key=lambda row: wanted.index(row.role))
    return [Member(row.role, row.title, row.person) for row in held]


def as_lines(some: Iterable[Member]) -> str:
    """One line a person, by post: as attendance begins."""
    return "\n".join(f"{each.title}　{each.person.name}".strip() for each in some)
