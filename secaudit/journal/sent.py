"""A form that is sent twice is done once.

Who does what a form asks for says so with `carrying_out`; the first entry that is written then notes
the form in the same transaction, so that one is stored if and only if the other is. Sent once more,
after a double click or a commit whose outcome nobody heard of, it is found and not done again.
"""

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from peewee import IntegrityError

from secaudit.calendar import clock
from secaudit.errors import N_, Refused
from secaudit.journal.models import SentForm


@dataclass
class Sending:
    """The form that is being carried out."""

    key: str
    content: str
    noted: bool = False  # an entry of this request noted it, if that was committed


class SentBefore(Refused):
    """Another request with the same form was faster."""


_now: ContextVar[Sending | None] = ContextVar("form", default=None)


def carrying_out(sending: Sending | None) -> None:
    """From here on entries note this form; None: there is none any more."""
    _now.set(sending)


def now() -> Sending | None:
    return _now.get()


def found(key: str) -> SentForm | None:
    return SentForm.get_or_none(SentForm.key == key)


def note(obj: str) -> None:
    """Part of the transaction that writes the entry about `obj`."""
    sending = _now.get()
    if sending is None:
        return
    row = SentForm.insert(key=sending.key, content=sending.content, obj=obj, at=clock.real_now())
    try:
        (row.on_conflict_ignore() if sending.noted else row).execute()
    except IntegrityError as error:
        raise SentBefore(N_("This form was sent twice. It was saved once.")) from error
    sending.noted = True


def led_to(key: str, location: str) -> None:
    """Where the answer sent whoever had sent the form."""
    SentForm.update(location=location).where(SentForm.key == key).execute()


def forget(key: str) -> None:
    """It may be sent again."""
    SentForm.delete().where(SentForm.key == key).execute()


def sweep(before: datetime) -> int:
    """Forget what was sent before that moment."""
    return SentForm.delete().where(SentForm.at < before).execute()
