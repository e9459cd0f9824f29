"""What of an account deserves a second look. Pure."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from secaudit.access.roles import TRUSTED_WITH_MUCH, Role
from secaudit.calendar.moments import today_in_tokyo
from secaudit.errors import N_

LONG = timedelta(days=365)


@dataclass(frozen=True)
class Known:
    """What is known of one account on the day of the list."""

    disabled: bool
    has_password: bool
    left_on: date | None
    last_sign_in: datetime | None
    roles: frozenset[Role]


def remarks(account: Known, on: date) -> Iterator[str]:
    """Message ids, the weightiest first. A closed account needs no other remark."""
    if account.disabled:
        yield N_("Disabled")
        return
    if account.left_on is not None and account.left_on <= on:
        yield N_("No longer works here")
    elif not account.roles:
        yield N_("Holds no role")
    if account.last_sign_in is None:
        yield N_("Never signed in")
    elif today_in_tokyo(account.last_sign_in) <= on - LONG:
        yield N_("Not signed in for a year")
    if account.roles & TRUSTED_WITH_MUCH:
        yield N_("Trusted with much")


def to_look_at(said: Collection[str]) -> bool:
    """Whether somebody should ask about it, rather than only sign."""
    asks = {"No longer works here", "Holds no role", "Never signed in", "Not signed in for a year"}
    return bool(asks & set(said))
