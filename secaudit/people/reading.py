"""Named queries: who a person is on a day, who holds a post."""

from collections.abc import Iterable
from datetime import date

from secaudit.access.guard import Actor, Post
from secaudit.access.roles import Role
from secaudit.people.models import Assignment, Person


def in_force(on: date):
    """The condition that an assignment holds on that day."""
    return (Assignment.valid_from <= on) & (
        Assignment.valid_to.is_null() | (Assignment.valid_to > on)
    )


def actor_of(person: Person, on: date) -> Actor:
    """The person with the posts they hold on that day."""
    held = Assignment.select().where((Assignment.person == person) & in_force(on))
    return actor(person, held.order_by(Assignment.id))


def actor(person: Person, held: Iterable[Assignment]) -> Actor:
    return Actor(
        ref=f"person:{person.id}",
        person=person.id,
        name=person.name,
        number=person.number,
        language=person.language,
        posts=tuple(post(each) for each in held),
    )


def post(assignment: Assignment) -> Post:
    return Post(
        role=assignment.role,
        unit=assignment.unit_id,
        system=assignment.system_id,
        title=assignment.title,
        acting_for=assignment.acting_for_id,
        since=assignment.valid_from,
        id=assignment.id,
    )


def holders(role: Role, on: date, unit: int | None = None) -> list[Person]:
    """Who holds a role on that day, in one unit or anywhere."""
    query = Person.select(Person).join(Assignment, on=Assignment.person == Person.id)
    query = query.where((Assignment.role == role) & in_force(on) & Person.left_on.is_null())
    if unit is not None:
        query = query.where(Assignment.unit == unit)
    return list(query.order_by(Assignment.id))


def names(ids: Iterable[int]) -> dict[int, Person]:
    """People by id, for showing who did what."""
    return {person.id: person for person in Person.select().where(Person.id.in_(set(ids)))}
