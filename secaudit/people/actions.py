"""What is done to people and their posts: each one transaction and one entry."""

from datetime import date, datetime

from peewee import Expression

from secaudit.access.guard import Actor, require
from secaudit.access.roles import Role
from secaudit.calendar.eras import date_text
from secaudit.config import LANGUAGES
from secaudit.errors import N_, Conflict, Invalid, Missing
from secaudit.journal.actions import CHANGED, record, transaction
from secaudit.organisation.drafting import fill, wait_for_others
from secaudit.organisation.reading import tree
from secaudit.organisation.texts import code, line, mail
from secaudit.people import posts
from secaudit.people.models import Assignment, Person

LONGEST = {"name": 80, "name_en": 80, "kana": 80, "mail": 160}


def add_person(
    number: str,
    name: str,
    *,
    by: Actor,
    at: datetime,
    name_en: str = "",
    kana: str = "",
    mail: str = "",
    language: str = LANGUAGES[0],
) -> Person:
    """Somebody new. Posts and an account come with `assign` and `accounts.actions.open_account`."""
    require(by, "manage people")
    values = checked(
        number=number, name=name, name_en=name_en, kana=kana, mail=mail, language=language
    )
    with transaction():
        wait_for_others()
        refuse_taken(values["number"])
        person = Person(**values)
        record(by, "person.create", "person", [person], at=at, number=values["number"])
    return person


def change_person(
    person: int, *, by: Actor, at: datetime, version: int | None = None, **changes: str
) -> Person:
    """Another name, number, address or language."""
    require(by, "manage people")
    values = checked(**changes)
    with transaction():
        row = found(person)
        if version is not None and row.version != version:
            raise Conflict(CHANGED, theirs={key: getattr(row, key) for key in values}, ours=values)
        refuse_taken(values.get("number", row.number), but=row.id)
        if fill(row, values):
            record(by, "person.change", row, [row], at=at)
    return row


def leave(person: int, on: date, *, by: Actor, at: datetime, reason: str = "") -> Person:
    """From that day on no longer here: all posts end, and signing in with them."""
    require(by, "manage people")
    posts.refuse_own(by, person)
    with transaction():
        row = found(person)
        if row.left_on is not None:
            raise Invalid(
                N_("This person has left already, on %(day)s."),
                field="on",
                day=date_text(row.left_on, "short"),
            )
        ended = held_by(row, on)
        posts.refuse_without_administrator(ended, on)
        row.left_on = on
        for post in ended:
            posts.end(post, on)
        record(by, "person.leave", row, [row, *ended], at=at, reason=reason, on=on)
    return row


def come_back(person: int, *, by: Actor, at: datetime) -> Person:
    """Here again after having left; posts are given anew."""
    require(by, "manage people")
    posts.refuse_own(by, person)
    with transaction():
        row = found(person)
        row.left_on = None
        record(by, "person.return", row, [row], at=at)
    return row


def assign(
    person: int,
    role: Role,
    *,
    valid_from: date,
    by: Actor,
    at: datetime,
    unit: int | None = None,
    system: int | None = None,
    title: str = "",
    valid_to: date | None = None,
    acting_for: int | None = None,
    reason: str = "",
) -> Assignment:
    """A post from one day until another (`valid_to`: the first day on which it no longer holds).

    With `acting_for` the person stands in for the holder of that assignment (代決): role, office
    and system are the holder's, and the last day must be given.
    """
    require(by, "manage people")
    posts.refuse_own(by, person)
    with transaction():
        wait_for_others()
        post = Assignment(
            person=found(person, on=valid_from),
            role=role,
            unit=unit,
            system=system,
            title=line(title, "title", 60),
            valid_from=valid_from,
            valid_to=valid_to,
        )
        if acting_for is not None:
            stand_in(post, acting_for)
        posts.refuse_days(post.role, valid_from, valid_to)
        posts.refuse_place(post.role, post.unit_id, post.system_id, tree(valid_from))
        posts.refuse_overlap(post, Assignment.select().where(Assignment.person == person))
        record(by, "post.assign", f"person:{person}", [post], at=at, reason=reason)
    return post


def stand_in(post: Assignment, acting_for: int) -> None:
    """Take over role, office and system of the assignment whose holder is away."""
    away = found_post(acting_for)
    if away.person_id == post.person_id:
        raise Invalid(N_("Choose somebody else's post."), field="acting_for")
    if away.acting_for_id is not None:
        raise Invalid(N_("Nobody stands in for a stand-in."), field="acting_for")
    if post.valid_to is None:
        raise Invalid(N_("Standing in needs a last day."), field="valid_to")
    if not posts.overlap(away, post):
        raise Invalid(N_("That post is not held in these days."), field="acting_for")
    post.acting_for = away.id
    post.role = away.role
    post.unit, post.system = away.unit, away.system


def end_assignment(
    assignment: int,
    on: date,
    *,
    by: Actor,
    at: datetime,
    version: int | None = None,
    reason: str = "",
) -> Assignment:
    """From that day on the post is no longer held."""
    require(by, "manage people")
    with transaction():
        post = found_post(assignment)
        posts.refuse_own(by, post.person_id)
        if version is not None and post.version != version:
            raise Conflict(CHANGED)
        if on < post.valid_from:
            raise Invalid(N_("The last day lies before the first."), field="on")
        posts.refuse_without_administrator([post], on)
        post.valid_to = on
        record(by, "post.end", f"person:{post.person_id}", [post], at=at, reason=reason, on=on)
    return post


def held_by(person: Person, on: date) -> list[Assignment]:
    """What this person holds on that day or later."""
    query = Assignment.select().where((Assignment.person == person) & posts.open_on(on))
    return list(query.order_by(Assignment.id))


def found(person: int, on: date | None = None) -> Person:
    wait_for_others()
    row = Person.get_or_none(Person.id == person)
    if row is None:
        raise Missing()
    if on is not None and row.left_on is not None and row.left_on <= on:
        raise Invalid(N_("This person no longer works here on that day."), field="valid_from")
    return row


def found_post(assignment: int) -> Assignment:
    row = Assignment.get_or_none(Assignment.id == assignment)
    if row is None:
        raise Missing()
    return row


def refuse_taken(number: str, but: int = 0) -> None:
    same: Expression = (Person.number == number) & (Person.id != but)
    other = Person.get_or_none(same)
    if other:
        raise Invalid(
            N_("Number %(number)s belongs to %(other)s. Everybody has their own."),
            field="number",
            number=number,
            other=other.name,
        )


def checked(**values: str) -> dict[str, str]:
    """Each value as it is kept, or `Invalid` at its field."""
    return {name: _checked(name, value) for name, value in values.items()}


def _checked(name: str, value: str) -> str:
    if name == "number":
        return code(value, name)
    if name == "mail":
        return mail(value, name)
    if name == "language":
        return value if value in LANGUAGES else LANGUAGES[0]
    return line(value, name, LONGEST[name], needed=name == "name")
