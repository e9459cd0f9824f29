"""Everybody in the example city can sign in; one account has a second factor."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

import pyotp

from secaudit.access.guard import COMMAND, Actor
from secaudit.access.roles import Role
from secaudit.accounts import authenticator
from secaudit.accounts.actions import issue_code, use_code
from secaudit.accounts.models import Account
from secaudit.accounts.purposes import Purpose
from secaudit.calendar import clock
from secaudit.example.staff import everybody
from secaudit.example.story import Story, noon
from secaudit.people.models import Person

PASSWORD = "kamome to toudai to asahi"  # for the demonstration only
SECRET = "KAMOMETOTOUDAITOASAHIKAMOMETOTOU"  # the administrator's second factor


@dataclass(frozen=True)
class Guest:
    """Somebody as whom a visitor may sign in."""

    what: str
    number: str
    name: str
    second_factor: str = ""


def let_in(story: Story) -> list[Guest]:
    """Passwords for all by one-time codes, as in a real city; return whom to try."""
    now, at = clock.real_now(), noon(story.start)
    for person in everybody(story):
        code = issue_code(person, Purpose.FIRST, by=COMMAND, at=at, now=now)
        use_code(person.number, code, PASSWORD, "127.0.0.1", at=at, now=now)
    _second_factor(story.somebody(Role.ADMIN), at, now)
    return list(guests(story))


def _second_factor(person: Person, at, now) -> None:
    account = Account.get(Account.person == person)
    me = Actor(f"person:{person.id}", person=person.id)
    code = pyotp.TOTP(SECRET).at(now.replace(tzinfo=UTC))
    authenticator.switch_on(account, SECRET, code, by=me, at=at, now=now)


def guests(story: Story) -> Iterator[Guest]:
    citizens = story.units["市民課"]
    tour = [
        ("clerk of 市民課", story.contacts[citizens]),
        ("head of 市民課", story.heads[citizens]),
        ("director of 市民生活部", story.directors[story.units["市民生活部"]]),
        ("secretariat", story.somebody(Role.SECR)),
        ("CHIEF", story.somebody(Role.CHIEF)),
        ("CISO", story.somebody(Role.CISO)),
        ("audit lead", story.somebody(Role.AUDITLEAD)),
        ("auditor", story.somebody(Role.AUDITOR)),
        ("external auditor", story.somebody(Role.EXTERNAL)),
        ("committee", story.somebody(Role.COMMITTEE)),
    ]
    for what, person in tour:
        yield Guest(what, person.number, person.name)
    admin = story.somebody(Role.ADMIN)
    yield Guest("administrator", admin.number, admin.name, SECRET)
