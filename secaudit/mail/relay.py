"""Speaking with the city's mail relay. The one place from which something leaves the server.

Only the host named in `config.toml` is spoken to. With TLS its certificate is checked, against the
machine's authorities or the city's own (`MAIL_CA`).
"""

import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from secaudit.errors import N_, Problem
from secaudit.mail.rules import is_for_good

SECONDS = 20
LONGEST = 200


@dataclass(frozen=True)
class Relay:
    """Where letters are handed in; `tls`: starttls, tls from the first byte, or none."""

    host: str
    port: int
    tls: str
    user: str
    password: str
    sender: str
    authorities: str  # a file of certificates; empty: those of the machine


class Down(Problem):
    """The relay is away, or will not have us. Nothing is lost: it is tried again."""

    status = 503


class NotTaken(Exception):
    """The relay does not take this one letter; `for_good`, or not just now."""

    def __init__(self, code: int, said: bytes | str):
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        super().__init__(f"{code} {text}"[:LONGEST])
        self.for_good = is_for_good(code)


def relay_of(config: Mapping[str, Any]) -> Relay | None:
    """None where the city has none."""
    if not config["MAIL_HOST"]:
        return None
    return Relay(
        host=config["MAIL_HOST"],
        port=config["MAIL_PORT"],
        tls=config["MAIL_TLS"],
        user=config["MAIL_USER"],
        password=config["MAIL_PASSWORD"],
        sender=config["MAIL_FROM"],
        authorities=config["MAIL_CA"],
    )


@contextmanager
def connected(relay: Relay) -> Iterator[smtplib.SMTP]:
    """A connection with the relay, greeted and, where it asks for it, signed in."""
    try:
        connection = _open(relay)
    except (OSError, smtplib.SMTPException) as error:
        raise _down(error) from error
    try:
        yield connection
    finally:
        _close(connection)


def _open(relay: Relay) -> smtplib.SMTP:
    tls = ssl.create_default_context(cafile=relay.authorities or None)
    if relay.tls == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            relay.host, relay.port, timeout=SECONDS, context=tls
        )
    else:
        connection = smtplib.SMTP(relay.host, relay.port, timeout=SECONDS)
    try:
        if relay.tls == "starttls":
            connection.starttls(context=tls)
        if relay.user:
            connection.login(relay.user, relay.password)
    except BaseException:
        connection.close()
        raise
    return connection


def _close(connection: smtplib.SMTP) -> None:
    try:
        connection.quit()
    except (OSError, smtplib.SMTPException):
        connection.close()


def hand_in(connection: smtplib.SMTP, message: EmailMessage, sender: str, address: str) -> None:
    """One letter to one address. NotTaken: only this one; Down: the relay itself."""
    try:
        connection.send_message(message, from_addr=sender, to_addrs=[address])
    except smtplib.SMTPRecipientsRefused as error:
        raise NotTaken(*error.recipients[address]) from error
    except smtplib.SMTPResponseException as error:
        if error.smtp_code == 421:  # it is about to close
            raise _down(error) from error
        raise NotTaken(error.smtp_code, error.smtp_error) from error
    except (OSError, smtplib.SMTPException) as error:
        raise _down(error) from error


def _down(error: Exception) -> Down:
    return Down(
        N_("The mail relay cannot be reached: %(fault)s"), fault=str(error)[:LONGEST] or repr(error)
    )
