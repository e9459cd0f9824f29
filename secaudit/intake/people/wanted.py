"""People and posts as the file wants them, and as they are."""

from dataclasses import dataclass, field
from datetime import date

from secaudit.access.guard import Actor
from secaudit.access.roles import Role
from secaudit.database import Record
from secaudit.errors import N_
from secaudit.intake.columns import ROLES
from secaudit.intake.entries import Entry, choice
from secaudit.intake.plans import Plan
from secaudit.people.models import Assignment, Person

read_role = choice(
    ROLES,
    N_(
        "“%(typed)s” is no role. Write the role as the list of people shows it, or its code "
        "(MGR, CONTACT, STAFF, SECR …; the owner of a system is SYSMGR, who runs this product ADMIN)."
    ),
)


@dataclass(frozen=True)
class Post:
    """A post as the file wants it."""

    role: Role
    unit: int | None
    system: int | None
    title: str
    entry: Entry

    @property
    def key(self) -> tuple:
        return self.role, self.unit, self.system


@dataclass
class Wanted:
    """One person as the file wants them, with the row that named them first."""

    entry: Entry
    number: str
    values: dict[str, str]
    posts: dict[tuple, Post] = field(default_factory=dict)


@dataclass
class State:
    """People and posts as they are on the day."""

    on: date
    people: dict[str, Person]
    held: dict[int, list[Assignment]]
    units: dict[str, int]
    systems: dict[str, int]
    names: dict[int, str]  # of offices, also those that are gone
    system_names: dict[int, str]  # also of those that are gone


@dataclass
class Comparison:
    """The work of comparing: people and posts are changed on the way to what the file says."""

    state: State
    plan: Plan
    by: Actor
    wanted: dict[str, Wanted] = field(default_factory=dict)
    new_people: list[Record] = field(default_factory=list)
    changed_people: list[Record] = field(default_factory=list)
    new_posts: list[Assignment] = field(default_factory=list)
    changed_posts: list[Assignment] = field(default_factory=list)
    ended: list[Assignment] = field(default_factory=list)
    accounts: list[Record] = field(default_factory=list)

    def rows(self) -> list[Record]:
        """In the order of writing: those that others point to first."""
        people = [*self.new_people, *self.changed_people]
        return [*people, *self.new_posts, *self.changed_posts, *self.accounts]
