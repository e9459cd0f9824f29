"""What went out is recorded; nothing goes out twice."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from secaudit.access.guard import Actor, require
from secaudit.correspondence import reading
from secaudit.correspondence.kinds import Kind
from secaudit.correspondence.models import Head, Reminder
from secaudit.errors import N_, Invalid, Refused
from secaudit.journal.actions import based_on, record, transaction
from secaudit.selfcheck.actions.periods import locked
from secaudit.selfcheck.models import Period


def remind(
    period_id: int, chosen: Collection[int], *, by: Actor, at: datetime, on: date
) -> list[Reminder]:
    """These departments were reminded today. One that was already is left out; where all were,
    it is refused."""
    with transaction():
        require(by, "manage periods")
        period = locked(period_id)
        known = reading.posts(on)
        rows = [
            _reminder(each, known, by, at, on)
            for each in reading.waiting(period, on)
            if each.sheet.id in chosen and not _today(each, on)
        ]
        if not rows:
            raise Refused(N_("These reminders are recorded already, or nobody waits any more."))
        record(by, "period.remind", period, rows, at=at, sheets=sorted(r.sheet_id for r in rows))
        return rows


def _today(each: reading.Waiting, on: date) -> bool:
    return each.last is not None and each.last.sent_on == on


def _reminder(each: reading.Waiting, known: reading.Posts, by, at, on) -> Reminder:
    _unit, to = reading.addressee(each.sheet, each.audience, known)
    return Reminder(
        sheet=each.sheet,
        due_on=each.due,
        step=each.step.days if each.step else None,
        audience=each.audience,
        to=to,
        sent_on=on,
        sent_by=by.person,
        at=at,
    )


@dataclass(frozen=True)
class Entered:
    """What the city gives a paper."""

    number: str = ""
    dated_on: date | None = None
    sender: str = ""
    words: str = ""


LONGEST = {"number": 60, "sender": 80, "words": 2000}


def enter_head(
    period_id: int, kind: Kind, version: int, entered: Entered, *, by: Actor, at: datetime
) -> Head:
    """Number, day, sender and further words of one kind of paper."""
    with transaction():
        require(by, "manage periods")
        period = locked(period_id)
        for name, most in LONGEST.items():
            if len(getattr(entered, name)) > most:
                raise Invalid(N_("Write at most %(limit)s characters."), field=name, limit=most)
        row = Head.get_or_none((Head.period == period.id) & (Head.kind == kind))
        if row is None:
            row = Head(period=period, kind=kind)
        else:
            based_on(row, version)
        row.number, row.dated_on = entered.number.strip(), entered.dated_on
        row.sender, row.words = entered.sender.strip(), entered.words.strip()
        record(by, "period.head", period, [row], at=at, kind=kind)
        return row


def record_export(period: Period, kind: Kind, *, by: Actor, at: datetime) -> None:
    """Who took which paper along."""
    with transaction():
        record(by, "export.paper", period, [], at=at, paper=kind)
