"""Named queries: accounts with what administrators look at."""

from dataclasses import dataclass
from datetime import date, datetime

from peewee import JOIN, fn

from secaudit.accounts.models import Account, OneTimeCode
from secaudit.calendar.clock import real_now
from secaudit.journal.models import JournalEntry
from secaudit.organisation.texts import folded
from secaudit.people.models import Person


@dataclass(frozen=True)
class Overview:
    """One account as the list shows it."""

    account: Account
    person: Person
    last_sign_in: datetime | None


def overviews(query: str = "", exactly: bool = False) -> list[Overview]:
    """Accounts in the order of the numbers: whose number or name matches, or of just that number."""
    rows = Account.select(Account, Person).join(Person, on=Account.person).order_by(Person.number)
    if exactly:
        found = list(rows.where(Person.number == query))
    else:
        wanted = folded(query)
        found = [row for row in rows if wanted in folded(f"{row.person.number}|{row.person.name}")]
    seen = last_sign_ins()
    return [Overview(row, row.person, seen.get(f"account:{row.id}")) for row in found]


def last_sign_ins() -> dict[str, datetime]:
    """When each account last signed in, by the name that the journal gives it."""
    rows = (
        JournalEntry.select(JournalEntry.obj, fn.MAX(JournalEntry.at).alias("last"))
        .where(JournalEntry.act == "account.sign_in")
        .group_by(JournalEntry.obj)
    )
    return {row.obj: row.last for row in rows}


@dataclass(frozen=True)
class Newcomer:
    """Somebody who has never chosen a password; until when a code that was handed over works."""

    person: Person
    until: datetime | None = None


def newcomers(on: date) -> list[Newcomer]:
    """In the order of the numbers: who works here, may sign in and has no password yet."""
    here = Person.left_on.is_null() | (Person.left_on > on)
    rows = Account.select(Account, Person).join(Person, on=Account.person).order_by(Person.number)
    found = rows.where(Account.password_set_at.is_null() & ~Account.disabled & here)
    valid = _valid_codes()
    return [Newcomer(row.person, valid.get(row.person_id)) for row in found]


def _valid_codes() -> dict[int, datetime]:
    now = real_now()
    rows = OneTimeCode.select().where(
        OneTimeCode.used_at.is_null() & (OneTimeCode.expires_at > now)
    )
    return {row.person_id: row.expires_at for row in rows}


def without_account(on: date) -> int:
    """How many people who work here have none."""
    rows = Person.select().join(Account, JOIN.LEFT_OUTER, on=Account.person == Person.id)
    here = Person.left_on.is_null() | (Person.left_on > on)
    return rows.where(Account.id.is_null() & here).count()
