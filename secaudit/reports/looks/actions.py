"""Looked at, told, done. Each: guard, change, one entry of the journal."""

from datetime import date, datetime

from secaudit.access.guard import Actor, require
from secaudit.activities.rules import needed, short
from secaudit.database import locking
from secaudit.errors import N_, Missing, Refused
from secaudit.journal.actions import based_on, record, transaction
from secaudit.reports.looks.models import Look
from secaudit.selfcheck.models import Period

LONGEST = 400


def look(period: Period, words: str, *, by: Actor, at: datetime) -> Look:
    with transaction():
        require(by, "confirm overview")
        told = short(words, "words", LONGEST)
        row = Look(period=period, by=by.person, post=by.post, at=at, words=told)
        record(by, "overview.instruct" if told else "overview.look", row, [row], at=at, reason=told)
        return row


def done(id: int, version: int, reply: str, *, by: Actor, at: datetime, on: date) -> Look:
    """The secretariat says what was done about an instruction."""
    with transaction():
        require(by, "follow instructions")
        row = locking(Look.select().where(Look.id == id)).first()
        if row is None or not row.words:
            raise Missing()
        based_on(row, version)
        if not row.open:
            raise Refused(N_("This is done already."))
        row.reply = needed(reply, "reply", N_("Write what was done."), LONGEST)
        row.done_on, row.done_by = on, by.person
        record(by, "overview.done", row, [row], at=at, reason=row.reply)
        return row
