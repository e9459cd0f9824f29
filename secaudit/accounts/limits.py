"""Failures are counted per account, per address and in all; successes are not.

Ten for an account and fifty for an address (a department sits behind one) in five minutes, a thousand
for the whole city. An attempt is counted before it is heard and uncounted when it succeeds: of many at
once no more than the limit are heard. After a hundred failures in a row the account opens again by an
administrator only; whoever is signed in stays so. All this holds for numbers that nobody has as well,
so that nothing can be learnt from it. Kept in the database: a restart forgets nothing, and all workers
count together.
"""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from unicodedata import normalize

from peewee import Case

from secaudit.access.guard import SYSTEM
from secaudit.accounts.models import Failure
from secaudit.database import db
from secaudit.errors import N_, Invalid, Problem
from secaudit.journal.actions import record

WINDOW = timedelta(minutes=5)
MOST = {"account": 10, "address": 50, "all": 1000}
IN_A_ROW = 100
KEPT = timedelta(days=30)  # rows nobody has added to for so long are forgotten, but for locked ones

SOON = N_("Too many attempts. Try again in %(minutes)s minutes, or call the secretariat.")
LOCKED = N_("Too many attempts with this number. An administrator must open it again.")


@dataclass(frozen=True)
class Attempt:
    """Somebody tries to come in: as whom, from where, and when (the city's time, real time)."""

    number: str
    address: str
    at: datetime
    now: datetime


class TooMany(Problem):
    """Too many failures. `seconds` until the next attempt is heard; 0: not by waiting."""

    status = 429

    def __init__(self, message: str, seconds: int = 0):
        super().__init__(message, minutes=max(1, -(-seconds // 60)))
        self.seconds = seconds


def number(typed: str) -> str:
    """An employee number as it is looked up and counted; full-width digits are the same digits."""
    return normalize("NFKC", typed).strip()[:20]


def network(address: str) -> str:
    """An address as it is counted: one household of IPv6 addresses (/64) is one."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:60]
    return (
        str(ip_network((address, 64), strict=False)) if isinstance(parsed, IPv6Address) else address
    )


def keys(tried: Attempt) -> dict[str, str]:
    """What one attempt counts for, always in the same order: two at once never block each other."""
    return {
        "account": f"account:{number(tried.number)}",
        "address": f"address:{network(tried.address)}",
        "all": "all",
    }


@contextmanager
def heard(tried: Attempt, person: int | None = None):
    """One attempt. Raises TooMany without hearing it; an `Invalid` inside leaves it counted."""
    counted = take(tried)
    try:
        yield
    except Invalid:
        note_tripped(tried, counted, person)
        raise
    give_back(tried)


def take(tried: Attempt) -> dict[str, Failure]:
    """Count one more, or refuse and count nothing."""
    with db.atomic():
        counted = {}
        for kind, key in keys(tried).items():
            counted[kind] = _add(key, tried.now)
            _refuse_if_many(kind, counted[kind], tried.now)
        return counted


def _add(key: str, now: datetime) -> Failure:
    over = (Failure.since <= now - WINDOW) | (Failure.since > now)  # the clock was put back
    query = Failure.insert(key=key, since=now, count=1, streak=1).on_conflict(
        conflict_target=[Failure.key],
        update={
            Failure.count: Case(None, [(over, 1)], Failure.count + 1),
            Failure.since: Case(None, [(over, now)], Failure.since),
            Failure.streak: Failure.streak + 1,
        },
    )
    return next(iter(query.returning(Failure).objects().execute()))


def _refuse_if_many(kind: str, row: Failure, now: datetime) -> None:
    if kind == "account" and row.streak > IN_A_ROW:
        raise TooMany(LOCKED)
    if row.count > MOST[kind]:
        raise TooMany(SOON, max(1, int((row.since + WINDOW - now).total_seconds())))


def give_back(tried: Attempt) -> None:
    """It was no failure."""
    for key in keys(tried).values():
        Failure.update(count=Failure.count - 1, streak=Failure.streak - 1).where(
            (Failure.key == key) & (Failure.count > 0)
        ).execute()


def note_tripped(tried: Attempt, counted: dict[str, Failure], person: int | None) -> None:
    """The failure that reaches a limit is an entry of the journal; each limit once a window."""
    tripped = [kind for kind, row in counted.items() if row.count == MOST[kind]]
    if counted["account"].streak == IN_A_ROW:
        tripped.append("locked")
    for kind in tripped:
        with db.atomic():
            record(
                SYSTEM,
                "limit.tripped",
                f"limit:{kind}",
                at=tried.at,
                person=person,
                address=tried.address[:60],
            )


def forget(number_: str) -> None:
    """Whoever has come in, or was let in again, starts from nothing."""
    Failure.delete().where(Failure.key == f"account:{number(number_)}").execute()


def sweep(now: datetime) -> None:
    """Forget old rows, so that made-up numbers do not fill the table."""
    locked = Failure.key.startswith("account:") & (Failure.streak >= IN_A_ROW)
    Failure.delete().where((Failure.since < now - KEPT) & ~locked).execute()
