"""What happened to somebody's account, for their own eyes: a change they did not make is seen here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from secaudit.accounts.models import Account
from secaudit.errors import N_
from secaudit.journal.models import JournalEntry

ACTS = {
    "account.sign_in": N_("signed in"),
    "account.password_set": N_("set the password"),
    "account.password_changed": N_("changed the password"),
    "account.second_factor_on": N_("switched the second factor on"),
    "account.second_factor_off": N_("switched the second factor off"),
    "account.recovery_codes": N_("made new recovery codes"),
    "account.code_issued": N_("issued a one-time code"),
    "account.sessions_ended": N_("ended sessions"),
    "account.disabled": N_("disabled the account"),
    "account.enabled": N_("enabled the account"),
    "account.unlocked": N_("unlocked the account"),
}
SHOWN = 10


@dataclass(frozen=True)
class Event:
    at: datetime
    act: str
    own: bool  # done by the person, not by an administrator


def to(account: Account, person: int) -> Iterator[Event]:
    """The newest first."""
    about = JournalEntry.obj.in_([f"account:{account.id}", f"person:{person}"])
    newest = JournalEntry.select().where(about & JournalEntry.act.in_(list(ACTS)))
    for entry in newest.order_by(JournalEntry.id.desc()).limit(SHOWN):
        yield Event(entry.at, ACTS[entry.act], entry.actor == f"person:{person}")
