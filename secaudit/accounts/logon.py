"""The city's own logon (Windows, IC card) at a proxy in front, which names who signed in there.

Off until `config.toml` names the header and the addresses it is taken from. What counts is the other
end of the connection: a header from anywhere else is not heard, and noted. The name is an employee
number, alone or with one of the city's realms: `SHIOMI\\001234`, `001234@city.shiomi.lg.jp`.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from flask import current_app, g, request
from peewee import fn

from secaudit.accounts.models import Account
from secaudit.people.models import Person
from secaudit.web import peers
from secaudit.web.security_log import note

NAME = re.compile(
    r"(?:(?P<domain>[^\\@,\s]{1,64})\\)?"
    r"(?P<number>[0-9A-Za-z][0-9A-Za-z._-]{0,19})"
    r"(?:@(?P<realm>[^\\@,\s]{1,64}))?",
    re.ASCII,
)


@dataclass(frozen=True)
class Named:
    """Whom the proxy names; `unreadable`: it says something that is not one name of this city."""

    number: str = ""
    unreadable: bool = False

    def __bool__(self) -> bool:
        return bool(self.number or self.unreadable)


NOBODY = Named()


def number_in(value: str, realms: Collection[str]) -> str:
    """The employee number in a header's value; nothing where it is not exactly one name, or comes
    with a realm that is not the city's. Two headers arrive joined by a comma: not one name."""
    found = NAME.fullmatch(value)
    if found is None:
        return ""
    given = [realm.lower() for realm in (found["domain"], found["realm"]) if realm]
    known = {realm.lower() for realm in realms}
    return found["number"] if len(given) <= 1 and set(given) <= known else ""


def named() -> Named:
    """Whom the proxy in front names in this request. Looked at once a request."""
    if "logon" not in g:
        g.logon = _read()
    return g.logon


def _read() -> Named:
    config = current_app.config
    value = request.headers.get(config["LOGON_HEADER"], "") if config["LOGON_HEADER"] else ""
    if not value:
        return NOBODY
    address = peers.peer(request.environ)
    if not peers.is_among(address, peers.networks(config["LOGON_FROM"])):
        note("logon", "refused", reason="address", peer=address)
        return NOBODY
    number = number_in(value, config["LOGON_REALMS"])
    if not number:
        note("logon", "refused", reason="name")
    return Named(number, unreadable=not number)


def names_another(than: str) -> bool:
    """Whether somebody else sits at the computer now than the one who began the session."""
    now = named()
    return bool(than and now and now.number.lower() != than.lower())


def account_of(number: str) -> Account | None:
    """Windows does not mind capitals; where two numbers differ only in them, nobody is meant."""
    mine = fn.LOWER(Person.number) == number.lower()
    found = list(Account.select(Account, Person).join(Person).where(mine).limit(2))
    return found[0] if len(found) == 1 else None
