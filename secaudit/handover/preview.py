"""What the file of people of 1 April would pass to whom: shown before anything is written."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from secaudit.handover.bound import counted
from secaudit.handover.paper import Places, places
from secaudit.intake.plans import Plan
from secaudit.people.models import Assignment, Person
from secaudit.people.posts import key
from secaudit.people.reading import in_force
from secaudit.web.language import called

ALONE = 3  # so many successors are named; of a role that many hold, colleagues go on


@dataclass(frozen=True)
class Passing:
    """One post that ends, who holds it then, and how much was given to the person by name."""

    person: Person
    post: str
    to: list[str]
    by_name: int

    @property
    def words(self) -> str:
        if self.to:
            return _("passes to %(names)s", names=_(", ").join(self.to))
        return _("nobody is named for it")

    @property
    def to_be_passed_on(self) -> str:
        if not self.by_name:
            return ""
        return ngettext(
            "%(num)s matter given by name is to be passed on",
            "%(num)s matters given by name are to be passed on",
            self.by_name,
        )


def what_passes(plan: Plan) -> list[Passing]:
    """For every post that ends with the file, in the order of the file."""
    rows = [row for row in plan.rows if isinstance(row, Assignment)]
    ended = [row for row in rows if row.id and row.valid_to == plan.on and not row.acting_for_id]
    if not ended:
        return []
    begun: dict[tuple, list[Person]] = defaultdict(list)
    for row in rows:
        if row.id is None:
            begun[key(row)].append(row.person)
    stays = staying(plan.on, ended)
    people = {
        row.id: row for row in Person.select().where(Person.id.in_({r.person_id for r in ended}))
    }
    names, numbers = places(ended), counted(people)
    return [
        one(row, people[row.person_id], begun[key(row)] or stays[key(row)], names, numbers)
        for row in ended
        if row.person_id not in {person.id for person in begun[key(row)]}
    ]


def staying(on: date, ended: list[Assignment]) -> dict[tuple, list[Person]]:
    """Who holds the same posts now and still does then."""
    gone = {row.id for row in ended}
    found: dict[tuple, list[Person]] = defaultdict(list)
    rows = Assignment.select(Assignment, Person).join(Person, on=Assignment.person)
    held = in_force(on) & Assignment.role.in_({row.role for row in ended})
    for row in rows.where(held & Assignment.acting_for.is_null()).order_by(Assignment.id):
        if row.id not in gone:
            found[key(row)].append(row.person)
    return found


def one(row: Assignment, person: Person, to: list[Person], names: Places, numbers: dict) -> Passing:
    others = [called(each) for each in to if each.id != person.id]
    if len(others) > ALONE:
        others = [*others[:ALONE], _("and %(num)s more", num=len(others) - ALONE)]
    return Passing(person, names.words(row), others, sum(numbers.get(person.id, {}).values()))
