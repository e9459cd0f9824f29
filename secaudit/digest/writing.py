"""Making the letters of a morning, and of what is urgent. Run again, nothing is made twice."""

from collections.abc import Iterator
from datetime import date, datetime

from flask import Flask, g, url_for
from flask_babel import gettext as _

from secaudit.calendar.moments import to_tokyo
from secaudit.calendar.workdays import is_closed
from secaudit.digest import composing
from secaudit.digest.people import addressed, asking
from secaudit.digest.rules import Line, worth_sending
from secaudit.digest.urgent import Call, calls
from secaudit.mail import posting, reading
from secaudit.mail.rules import Kind
from secaudit.organisation.settings import closed_days
from secaudit.people.models import Assignment, Person

Reader = tuple[Person, list[Assignment]]


def is_time(on: date, at: datetime, hour: int) -> bool:
    """A working day, and the morning has come."""
    return not is_closed(on, closed_days()) and to_tokyo(at).hour >= hour


def write_digests(app: Flask, *, on: date, now: datetime) -> int:
    """One for everybody for whom the morning is worth one; how many were made."""
    readers = addressed(on)
    told = reading.told_last([person.id for person, _posts in readers])
    return sum(_write(app, each, told.get(each[0].id, []), on, now) for each in readers)


def _write(app: Flask, reader: Reader, told: list[str], on: date, now: datetime) -> bool:
    person, posts = reader
    key = f"digest:{on}:{person.id}"
    if reading.known(key):
        return False
    with asking(app, person, posts):
        found = composing.lines(on)
        if not worth_sending(found, told, on, closed_days()):
            return False
        words = composing.digest(found, on)
    marks = [line.mark for line in found]
    return posting.put(key, Kind.DIGEST, person, words.subject, words.text, marks, now=now)


def preview(app: Flask, reader: Reader, on: date) -> tuple[composing.Words, bool]:
    """What the person would be sent, and whether this morning is worth it. Nothing is kept."""
    person, posts = reader
    told = reading.told_last([person.id]).get(person.id, [])
    with asking(app, person, posts):
        found = composing.lines(on)
        return composing.digest(found, on), worth_sending(found, told, on, closed_days())


def write_urgent(app: Flask, *, on: date, at: datetime, now: datetime) -> int:
    """What cannot wait, to each whom it concerns, once."""
    found = list(calls(on, at))
    readers = {person.id: (person, posts) for person, posts in addressed(on)} if found else {}
    made = 0
    for call in found:
        for reader in _readers(call, readers):
            made += _call(app, call, reader, on, now)
    return made


def _readers(call: Call, readers: dict[int, Reader]) -> Iterator[Reader]:
    yield from (readers[id] for id in sorted(call.people) if id in readers)


def _call(app: Flask, call: Call, reader: Reader, on: date, now: datetime) -> bool:
    person, posts = reader
    key = f"{call.key}:{person.id}"
    if reading.known(key):
        return False
    with asking(app, person, posts):
        words = composing.urgent(_said(call), on)
        return posting.put(key, Kind.URGENT, person, words.subject, words.text, [], now=now)


def _said(call: Call) -> Line:
    params = {
        key: value.called(g.actor.language) if hasattr(value, "called") else value
        for key, value in call.params.items()
    }
    endpoint, values = call.address
    href = url_for(endpoint, _external=True, **values)
    return Line(words=_(call.words, **params), href=href, mark=call.key, due=call.due)
