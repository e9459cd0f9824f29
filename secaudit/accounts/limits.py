"""Failures are counted per account, per address and in all; successes are not.

Ten for an account and fifty for an address (a department sits behind one) in five minutes, a thousand
for the whole city. Kept in the database, so a restart forgets nothing and all workers count together.
"""

from datetime import datetime, timedelta

from secaudit.accounts.models import Failure
from secaudit.database import db
from secaudit.errors import N_, Problem

WINDOW = timedelta(minutes=5)
MOST = {"account": 10, "address": 50, "all": 1000}


class TooMany(Problem):
    """Too many failures. `seconds` until the next attempt is heard."""

    status = 429

    def __init__(self, seconds: int):
        super().__init__(
            N_("Too many attempts. Try again in %(minutes)s minutes, or call the secretariat."),
            minutes=max(1, -(-seconds // 60)),
        )
        self.seconds = seconds


def keys(number: str, address: str) -> dict[str, str]:
    return {"account": f"account:{number[:60]}", "address": f"address:{address}", "all": "all"}


def refuse_if_many(number: str, address: str, now: datetime) -> None:
    named = keys(number, address)
    rows = {row.key: row for row in Failure.select().where(Failure.key.in_(list(named.values())))}
    for kind, key in named.items():
        row = rows.get(key)
        if row and now - row.since < WINDOW and row.count >= MOST[kind]:
            raise TooMany(int((row.since + WINDOW - now).total_seconds()))


def count_failure(number: str, address: str, now: datetime) -> int:
    """One more failure; return the count of the account. Each key in one atomic statement."""
    with db.atomic():
        for key in sorted(keys(number, address).values()):
            Failure.insert(key=key, since=now, count=0).on_conflict_ignore().execute()
            (
                Failure.update(count=0, since=now)
                .where((Failure.key == key) & (Failure.since <= now - WINDOW))
                .execute()
            )
            Failure.update(count=Failure.count + 1).where(Failure.key == key).execute()
        return Failure.get(Failure.key == keys(number, address)["account"]).count


def forget(number: str) -> None:
    """A success ends the count of that account."""
    Failure.delete().where(Failure.key == keys(number, "")["account"]).execute()
