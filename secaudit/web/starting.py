"""May the server start like this? Plain http for the world, a weak key, a typing mistake: it may not."""

import ipaddress
import re
import stat
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from secaudit.errors import N_, Problem
from secaudit.web import peers

SHORTEST_KEY, FEWEST_CHARACTERS = 32, 10
MOST_PROXIES = 5
LIMITS = ("MAX_CONTENT_LENGTH", "MAX_FORM_MEMORY_SIZE", "MAX_FORM_PARTS")
NOWHERE = urlsplit("")


class BadSettings(Problem):
    """The server will not start like this."""


def read_file(app: Flask) -> None:
    """`config.toml` of the data folder, where there is one."""
    try:
        app.config.from_file("config.toml", load=tomllib.load, silent=True, text=False)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSettings(N_("config.toml cannot be read: %(fault)s"), fault=str(error)) from error


def is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def base_of(config: Mapping[str, Any]) -> SplitResult:
    """BASE_URL in parts; nothing, if it is no plain address of a site."""
    try:
        base = urlsplit(config["BASE_URL"])
        plain = base.port != 0 and base.path in ("", "/") and not (base.query or base.fragment)
    except (ValueError, TypeError, AttributeError):
        return NOWHERE
    sound = base.scheme in ("http", "https") and base.hostname and "@" not in base.netloc
    return base if plain and sound else NOWHERE


def is_whole(value: Any, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def is_weak(key: Any, https: bool) -> bool:
    """Too short; or, for the world, a placeholder such as xxxx…"""
    if not isinstance(key, str | bytes) or len(key) < SHORTEST_KEY:
        return True
    return https and len(set(key)) < FEWEST_CHARACTERS


HEADER = re.compile(r"[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)+", re.ASCII)


def names_header(value: Any) -> bool:
    """A header's name of at least two words. Underscores would be another way to write the same."""
    return isinstance(value, str) and (not value or bool(HEADER.fullmatch(value)))


def names_networks(value: Any) -> bool:
    try:
        return isinstance(value, list) and bool(peers.networks(value) or not value)
    except (ValueError, TypeError):
        return False


def are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) and each for each in value)


ADDRESS = re.compile(r"[^@\s<>\"',;]+@[A-Za-z0-9.-]+", re.ASCII)


def lacks_sender(config: Mapping[str, Any]) -> bool:
    """A relay is named, and no address from which letters could come."""
    return bool(config["MAIL_HOST"]) and not ADDRESS.fullmatch(str(config["MAIL_FROM"]))


def is_no_directory(config: Mapping[str, Any]) -> bool:
    """Named, but not as one that can be asked: over TLS, and with a way from a number to a name."""
    if not config["LDAP_URL"]:
        return False
    try:
        url = urlsplit(config["LDAP_URL"])
        sound = url.scheme in ("ldap", "ldaps") and url.hostname and url.port != 0
    except (ValueError, TypeError, AttributeError):
        return True
    looked_up = config["LDAP_BASE"] and config["LDAP_READER"] and config["LDAP_READER_PASSWORD"]
    named = config["LDAP_USER"] if not looked_up else config["LDAP_FILTER"]
    return not sound or "{number}" not in str(named)


# What must not be, and what is said then.
FAULTS: list[tuple[Callable[[Mapping[str, Any]], object], str]] = [
    (
        lambda c: base_of(c) is NOWHERE,
        N_("BASE_URL must be an address such as https://secaudit.example.lg.jp."),
    ),
    (
        lambda c: base_of(c).scheme == "http" and not is_loopback(base_of(c).hostname),
        N_("Plain http is allowed on this machine only. Give an https BASE_URL."),
    ),
    (
        lambda c: is_weak(c["SECRET_KEY"], base_of(c).scheme == "https"),
        N_("SECRET_KEY is missing or too short. Run secaudit init."),
    ),
    (
        lambda c: c["DEBUG"] and not is_loopback(base_of(c).hostname),
        N_("Debugging is allowed on this machine only."),
    ),
    (
        lambda c: c["DEMO"] and not is_loopback(base_of(c).hostname),
        N_("The example city serves this machine only."),
    ),
    (
        lambda c: c["CLOCK_OFFSET"] and not c["DEMO"],
        N_("Only the example city may have a clock of its own. Remove CLOCK_OFFSET."),
    ),
    (
        lambda c: not is_whole(c["PROXIES"], 0, MOST_PROXIES),
        N_("PROXIES must be the number of reverse proxies, from 0 to 5."),
    ),
    (
        lambda c: not names_header(c["LOGON_HEADER"]),
        N_("LOGON_HEADER must be a header of words joined by hyphens, such as X-Remote-User."),
    ),
    (
        lambda c: (
            not names_networks(c["LOGON_FROM"]) or bool(c["LOGON_HEADER"]) > bool(c["LOGON_FROM"])
        ),
        N_("LOGON_FROM must list the addresses or networks of the proxy whose header is taken."),
    ),
    (
        lambda c: not are_texts(c["LOGON_REALMS"]),
        N_("LOGON_REALMS must be a list of realms, such as SHIOMI."),
    ),
    (
        lambda c: c["REHEARSAL"] and (c["MAIL_HOST"] or c["LOGON_HEADER"] or c["DEMO"]),
        N_("A copy for practice sends no mail and is not led into by the city's logon."),
    ),
    (
        is_no_directory,
        N_(
            "LDAP_URL must begin with ldaps:// or ldap://, and {number} must stand in LDAP_USER, or in "
            "LDAP_FILTER with LDAP_BASE, LDAP_READER and LDAP_READER_PASSWORD."
        ),
    ),
    (
        lacks_sender,
        N_("MAIL_FROM must be the address that mails come from."),
    ),
    (
        lambda c: (
            c["MAIL_TLS"] not in ("starttls", "tls", "none")
            or not is_whole(c["MAIL_PORT"], 1, 65535)
            or not is_whole(c["MAIL_HOUR"], 0, 23)
        ),
        N_('MAIL_TLS must be "starttls", "tls" or "none", MAIL_PORT a port, MAIL_HOUR an hour.'),
    ),
    (
        lambda c: bool(c["MAIL_PASSWORD"]) and c["MAIL_TLS"] == "none",
        N_("MAIL_PASSWORD is sent over TLS only: set MAIL_TLS to starttls or tls."),
    ),
    (
        lambda c: not str(c["DATABASE_URL"]).startswith(("sqlite:///", "postgres")),
        N_("DATABASE_URL must begin with postgresql:// or sqlite:///."),
    ),
    (
        lambda c: not all(is_whole(c[name], 1, 2**31) for name in LIMITS),
        N_("MAX_CONTENT_LENGTH, MAX_FORM_MEMORY_SIZE and MAX_FORM_PARTS must be numbers from 1."),
    ),
]


def refuse_unsafe(app: Flask) -> None:
    for wrong, message in FAULTS:
        if wrong(app.config):
            raise BadSettings(message)
    if app.config["REHEARSAL"]:
        refuse_other_records(app)
    if base_of(app.config).scheme == "https":
        refuse_open_file(Path(app.instance_path) / "config.toml")


def refuse_other_records(app: Flask) -> None:
    """A copy for practice works on the database in its own folder, whatever the environment says."""
    if app.config["DATABASE_URL"] != f"sqlite:///{app.instance_path}/secaudit.db":
        raise BadSettings(
            N_("A copy for practice has its own database only. Take DATABASE_URL away.")
        )


def refuse_open_file(path: Path) -> None:
    """The file holds the key that signs; other users of the machine have no business with it."""
    if path.exists() and path.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH):
        raise BadSettings(
            N_("Other users can read %(file)s, which holds a key. Run chmod 600 on it."),
            file=str(path),
        )


def cookie_name(https: bool, practice: bool) -> str:
    """A browser keeps cookies by host, not by port: practice beside the city needs a name of its own."""
    return ("__Host-secaudit" if https else "secaudit") + ("-practice" if practice else "")


def secure(app: Flask) -> None:
    base = base_of(app.config)
    https = base.scheme == "https"
    app.config.update(
        SESSION_COOKIE_NAME=cookie_name(https, app.config["REHEARSAL"]),
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_SAMESITE="Lax",
        TRUSTED_HOSTS=[base.hostname, *(["localhost", "127.0.0.1"] if not https else [])],
        WTF_CSRF_TIME_LIMIT=None,  # a form may stay open all day; the session's own end counts
        WTF_CSRF_SSL_STRICT=False,  # the referrer is not needed beside token, origin and fetch site
    )
    if hops := app.config["PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
