"""What needs people and accounts at once."""

from datetime import datetime

from secaudit.access.guard import Actor
from secaudit.accounts.actions import open_account
from secaudit.journal.actions import transaction
from secaudit.people.actions import add_person
from secaudit.people.models import Person


def take_on(*, by: Actor, at: datetime, **words: str) -> Person:
    """A newcomer with an account that opens with a one-time code."""
    with transaction():
        person = add_person(**words, by=by, at=at)
        open_account(person, by=by, at=at)
    return person
