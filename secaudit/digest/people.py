"""Whose morning it is: who may sign in, has an address, and asks as themselves."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from flask import Flask, g

from secaudit.accounts.models import Account
from secaudit.people.models import Assignment, Person
from secaudit.people.reading import actor, current_posts


def addressed(on: date) -> list[tuple[Person, list[Assignment]]]:
    """People with an open account, an address and a post, in the order of their numbers."""
    here = Person.left_on.is_null() | (Person.left_on > on)
    rows = Person.select().join(Account, on=Account.person == Person.id)
    rows = rows.where(here & ~Account.disabled & (Person.mail != "")).order_by(Person.number)
    found = list(rows)
    posts = current_posts({person.id for person in found}, on)
    return [(person, posts[person.id]) for person in found if posts[person.id]]


@contextmanager
def asking(app: Flask, person: Person, posts: list[Assignment]) -> Iterator[None]:
    """Within it the product answers that person, in their language, with addresses that open."""
    with app.test_request_context(base_url=app.config["BASE_URL"]):
        g.actor, g.person = actor(person, posts), person
        yield
