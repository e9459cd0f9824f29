"""Named queries: who a person is on a day, who holds a post."""

from collections.abc import Iterable
from datetime import date

from peewee import Value

from secaudit.access.guard import Actor, Post
from secaudit.access.roles import Role
from secaudit.organisation.texts import folded
from secaudit.people.models import Assignment, Person


def in_force(on: date | Value):
    """The condition that an assignment holds on that day (or on one that is given later)."""
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


def holders(
    role: Role, on: date, unit: int | None = None, *, deputies: bool = True
) -> list[Person]:
    """Who holds a role on that day, in one unit or anywhere; those who stand in for them too."""
    query = Person.select(Person).join(Assignment, on=Assignment.person == Person.id)
    query = query.where((Assignment.role == role) & in_force(on) & Person.left_on.is_null())
    if unit is not None:
        query = query.where(Assignment.unit == unit)
    if not deputies:
        query = query.where(Assignment.acting_for.is_null())
    return list(query.order_by(Assignment.id))


def names(ids: Iterable[int]) -> dict[int, Person]:
    """People by id, for showing who did what. Of nobody nothing is asked."""
    wanted = set(ids)
    rows = Person.select().where(Person.id.in_(wanted)) if wanted else ()
    return {person.id: person for person in rows}


def posts_of(person: Person) -> list[Assignment]:
    """All that a person holds, held and will hold, newest first; with whom they stand in for."""
    rows = Assignment.select().where(Assignment.person == person)
    never = rows.order_by(Assignment.valid_from.desc(), Assignment.id)
    return [row for row in never if row.valid_to is None or row.valid_to > row.valid_from]


def posts_of_unit(unit: int, on: date) -> list[Assignment]:
    """Who holds what in an office on a day, in the order of the roles."""
    rows = Assignment.select(Assignment, Person).join(Person, on=Assignment.person)
    held = list(rows.where((Assignment.unit == unit) & in_force(on)).order_by(Assignment.id))
    return sorted(held, key=lambda post: list(Role).index(post.role))


def current_posts(people: set[int], on: date) -> dict[int, list[Assignment]]:
    """What each of these people holds on a day. One query."""
    held: dict[int, list[Assignment]] = {person: [] for person in people}
    rows = Assignment.select().where(Assignment.person.in_(people) & in_force(on))
    for post in rows.order_by(Assignment.id):
        held[post.person_id].append(post)
    return held


def matching(
    query: str, on: date, role: Role | None = None, unit: int | None = None, left: bool = False
) -> list[Person]:
    """People by name, reading or number, however typed; those who have left only when asked for.

    Compared here and not in the database, which knows nothing of kana and width.
    """
    gone = Person.left_on.is_null(False) & (Person.left_on <= on)
    rows = Person.select().where(gone if left else ~gone | Person.left_on.is_null())
    if role or unit:
        held = Assignment.select(Assignment.person).where(in_force(on))
        held = held.where(Assignment.role == role) if role else held
        held = held.where(Assignment.unit == unit) if unit else held
        rows = rows.where(Person.id.in_(held))
    wanted = folded(query)
    found = [person for person in rows if wanted in _searched(person)]
    return sorted(found, key=lambda person: (person.number, person.id))


def _searched(person: Person) -> str:
    return "|".join(map(folded, (person.number, person.name, person.kana, person.name_en)))
