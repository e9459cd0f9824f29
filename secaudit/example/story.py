"""What the chapters of the story share: chance that repeats itself, days, and who is who."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from secaudit.access.guard import Actor
from secaudit.access.roles import Role
from secaudit.calendar.moments import from_tokyo
from secaudit.people.models import Person
from secaudit.people.reading import actor_of

HOUR_OF_WORK = 10


@dataclass
class Story:
    """The city as it is being made: its offices and people by name, and the dice."""

    today: date  # the day on which the demonstration begins
    years: int  # frozen years before this one
    departments: int
    random: Random
    units: dict[str, int] = field(default_factory=dict)  # name of today → unit id
    heads: dict[int, Person] = field(default_factory=dict)  # unit → head
    contacts: dict[int, Person] = field(default_factory=dict)
    directors: dict[int, Person] = field(default_factory=dict)  # bureau → director
    roles: dict[Role, list[Person]] = field(default_factory=dict)
    skill: dict[int, float] = field(default_factory=dict)  # unit → how well it does, 0 to 1

    @property
    def this_year(self) -> int:
        return self.today.year if self.today.month >= 4 else self.today.year - 1

    @property
    def start(self) -> date:
        """The day from which everything exists."""
        return date(self.this_year - self.years - 1, 4, 1)

    @property
    def reorganised_on(self) -> date:
        return date(self.this_year, 4, 1)

    def past_years(self) -> range:
        return range(self.this_year - self.years, self.this_year)

    def somebody(self, role: Role, index: int = 0) -> Person:
        return self.roles[role][index]

    def as_role(self, role: Role, on: date, index: int = 0) -> Actor:
        return acting(self.somebody(role, index), on)


def acting(person: Person, on: date) -> Actor:
    """The person with the posts they hold on that day."""
    return actor_of(person, on)


def noon(on: date, minutes: int = 0) -> datetime:
    """An instant in office hours of that day."""
    local = datetime(on.year, on.month, on.day, HOUR_OF_WORK) + timedelta(minutes=minutes)
    return from_tokyo(local)
