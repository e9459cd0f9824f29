"""A letter as it goes over the wire. Nothing in it can become a header or a second address."""

from datetime import UTC
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from secaudit.errors import N_, Invalid
from secaudit.mail.models import Letter
from secaudit.organisation.texts import mail as checked


def safe_address(address: str) -> str:
    """One plain address, or `Invalid`."""
    found = checked(address, "mail")
    if not found or found != address or not found.isascii():
        raise Invalid(N_("Write the address as name@example.lg.jp."), field="mail")
    return found


def message(letter: Letter, sender: str, called: str) -> EmailMessage:
    """`sender`: the address it comes from; `called`: whose it is, as readers see it.

    The name of the message follows from the letter's key: sent twice, it is the same message.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(one_line(called), addr_spec=sender)
    mail["To"] = safe_address(letter.address)
    mail["Subject"] = one_line(letter.subject)
    mail["Date"] = format_datetime(letter.made_at.replace(tzinfo=UTC))
    mail["Message-ID"] = f"<{sha256(letter.key.encode()).hexdigest()[:32]}@{sender.split('@')[1]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.text, charset="utf-8", cte="base64")
    return mail


def one_line(words: str) -> str:
    return " ".join(words.split())
