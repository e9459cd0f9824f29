"""Before a period opens: whom it asks, how much, and where nobody would answer.

The sheets are made as opening would make them; nothing is written.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from secaudit.access.roles import Role
from secaudit.catalogue.controls import Catalogue
from secaudit.organisation.reading import tree
from secaudit.people.models import Assignment, Person
from secaudit.people.reading import in_force
from secaudit.selfcheck.actions.opening import make_sheets
from secaudit.selfcheck.actions.targets import other_sheets
from secaudit.selfcheck.kinds import Form
from secaudit.selfcheck.models import Period, Sheet
from secaudit.selfcheck.reading import previous_period

ANSWERS, CONFIRMS = {Role.CONTACT, Role.MGR}, {Role.MGR}


@dataclass(frozen=True)
class Start:
    """What starting now would do. Departments in official order; people are counted once."""

    sheets: list[Sheet]  # the departments'
    others: Counter[Form]  # how many sheets of the other forms
    posts: list[Assignment]  # who answers and confirms in these departments

    @property
    def questions(self) -> list[int]:
        """How many each department is asked."""
        return [len(sheet.questions) for sheet in self.sheets]

    @property
    def average(self) -> int:
        return round(sum(self.questions) / len(self.sheets)) if self.sheets else 0

    @property
    def people(self) -> dict[int, Person]:
        return {post.person_id: post.person for post in self.posts}

    @property
    def with_mail(self) -> int:
        return sum(bool(person.mail) for person in self.people.values())

    @property
    def unanswered(self) -> list[Sheet]:
        """Departments in which nobody could answer."""
        return self._without(ANSWERS)

    @property
    def unconfirmed(self) -> list[Sheet]:
        """Somebody answers, but there is no head to confirm it."""
        missing = self._without(CONFIRMS)
        return [sheet for sheet in missing if sheet not in self.unanswered]

    def _without(self, roles: set[Role]) -> list[Sheet]:
        held = {post.unit_id for post in self.posts if post.role in roles}
        return [sheet for sheet in self.sheets if sheet.unit_id not in held]


def start_of(period: Period, catalogue: Catalogue, on: date) -> Start:
    """What opening this period on that day would do."""
    offices = tree(on)
    period.previous = previous_period(period)
    sheets = make_sheets(period, catalogue, offices) if offices.answering() else []
    others = other_sheets(period, catalogue, offices, on, sheets) if sheets else []
    posts = _posts({sheet.unit_id for sheet in sheets}, on)
    return Start(sheets, Counter(sheet.form for sheet in others), posts)


def _posts(units: set[int], on: date) -> list[Assignment]:
    rows = Assignment.select(Assignment, Person).join(Person, on=Assignment.person)
    here = Person.left_on.is_null() | (Person.left_on > on)
    held = here & in_force(on) & Assignment.role.in_(sorted(ANSWERS))
    return list(rows.where(held & Assignment.unit.in_(sorted(units))).order_by(Assignment.id))
