"""The city's directory (LDAP, Active Directory): does it take this number and password?

Off until `config.toml` names it. Only over TLS with a checked certificate: ldaps, or StartTLS before anything
is said. Nothing is read from it but whether a bind succeeds; who may do what stands here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from secaudit.errors import N_, Problem

NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,19}", re.ASCII)
LONGEST = 200
NO_ANSWER = N_(
    "The city's directory does not answer. Who has a password of their own here, as administrators "
    "do, signs in with that; everybody else tries again later."
)


class Away(Problem):
    """The directory does not answer, or its certificate is not one that is trusted."""

    status = 503


class Missing(Problem):
    """The library that speaks with a directory is not installed."""


@dataclass(frozen=True)
class Directory:
    """Where it is, and how a number becomes the name that binds: by a pattern, or by looking it up."""

    host: str
    port: int
    starttls: bool
    authorities: str  # a file of certificates; empty: those of the machine
    pattern: str  # uid={number},ou=people,dc=city, or {number}@city.example.lg.jp
    base: str  # where to look, in place of a pattern
    filter: str  # (sAMAccountName={number})
    reader: str  # who looks it up
    reader_password: str


_directory: Directory | None = None


def use(config: Mapping[str, Any]) -> None:
    """From now on it is the one of these settings; none where they name none."""
    global _directory
    if config["LDAP_URL"] and find_spec("ldap3") is None:
        raise Missing(N_("LDAP_URL needs the extra ldap: pip install secaudit[ldap]."))
    _directory = directory_of(config) if config["LDAP_URL"] else None


def directory_of(config: Mapping[str, Any]) -> Directory:
    url = urlsplit(config["LDAP_URL"])
    starttls = url.scheme == "ldap"
    return Directory(
        host=url.hostname or "",
        port=url.port or (389 if starttls else 636),
        starttls=starttls,
        authorities=config["LDAP_CA"],
        pattern=config["LDAP_USER"],
        base=config["LDAP_BASE"],
        filter=config["LDAP_FILTER"],
        reader=config["LDAP_READER"],
        reader_password=config["LDAP_READER_PASSWORD"],
    )


def is_on() -> bool:
    return _directory is not None


def proves(number: str, password: str) -> bool:
    """Whether the directory takes both. Away: it cannot be asked.

    An empty password would be an anonymous bind, which succeeds for everybody (RFC 4513, 5.1.2).
    """
    if _directory is None or not password or "\x00" in password or not NUMBER.fullmatch(number):
        return False
    from secaudit.accounts import ldap  # needs the extra `ldap`

    try:
        name = ldap.name_of(number, _directory)
        return bool(name) and ldap.binds(_directory, name, password)
    except ldap.FAULTS as error:
        raise Away(NO_ANSWER) from error


def fault() -> str:
    """Why the directory cannot be asked now, as it says itself; nothing where it can, or there is none."""
    if _directory is None:
        return ""
    from secaudit.accounts import ldap

    try:
        ldap.reach(_directory)
    except ldap.FAULTS as error:
        return why(error)
    return ""


def why(error: BaseException | None) -> str:
    """One short line for whoever mends it; no password is ever in it."""
    return " ".join(str(error or "").split())[:LONGEST]
