"""Putting letters into the queue, and handing them to the relay.

A letter is taken up by one process (one statement), handed in, and marked as sent in a transaction of
its own. Killed in between it is handed in again under the same Message-ID: twice rather than never.
"""

from collections import Counter
from datetime import datetime, timedelta
from email.message import EmailMessage
from smtplib import SMTP

from secaudit.database import db
from secaudit.errors import Invalid
from secaudit.mail import composing, relay
from secaudit.mail.models import Letter
from secaudit.mail.relay import Down, NotTaken, Relay
from secaudit.mail.rules import KEPT, LONGEST_WAIT, TAKEN_UP, Kind, State, wait
from secaudit.people.models import Person

MOMENT = timedelta(milliseconds=1)
OVER = (State.SENT, State.REFUSED, State.REPLACED)


def put(
    key: str, kind: Kind, person: Person, subject: str, text: str, about: list, *, now: datetime
) -> bool:
    """Into the queue, once for each key; whether it was new. A digest takes the place of earlier
    ones that still wait: what is open stands in the new one."""
    with db.atomic():
        new = Letter.insert(
            key=key,
            kind=kind,
            person=person,
            address=person.mail,
            subject=subject[:200],
            text=text,
            about=about,
            next_at=now,
            made_at=now,
        ).on_conflict_ignore()
        if not new.returning(Letter.id).tuples().execute():
            return False
        if kind == Kind.DIGEST:
            _replace_earlier(person, key)
    return True


def _replace_earlier(person: Person, key: str) -> None:
    earlier = (Letter.person == person) & (Letter.kind == Kind.DIGEST) & (Letter.key != key)
    still = earlier & (Letter.state == State.WAITING)
    Letter.update(state=State.REPLACED, text="").where(still).execute()


def deliver(to: Relay, called: str, *, now: datetime) -> Counter[State]:
    """Hand in everything whose time has come; how many ended in which state."""
    done: Counter[State] = Counter()
    _take_back(now)
    due = list(
        Letter.select()
        .where((Letter.state == State.WAITING) & _is_time(now, LONGEST_WAIT))
        .order_by(Letter.id)
    )
    if not due:
        return done
    try:
        with relay.connected(to) as connection:
            for letter in due:
                if _taken_up(letter, now):
                    done[_handed_in(connection, letter, to.sender, called, now)] += 1
    except Down as problem:
        _put_off([each for each in due if each.state not in OVER], problem, now)
        raise
    return done


def _is_time(now: datetime, longest: timedelta):
    """Also what waits longer than anything does: it was put off while the machine's clock was ahead."""
    return ~Letter.next_at.between(now + MOMENT, now + longest)


def _take_back(now: datetime) -> None:
    """Letters of a process that died while it was sending them."""
    dead = (Letter.state == State.SENDING) & _is_time(now, TAKEN_UP)
    Letter.update(state=State.WAITING, next_at=now).where(dead).execute()


def _taken_up(letter: Letter, now: datetime) -> bool:
    """Whether it is this process that sends it. One statement: of two at once, one is true."""
    free = (Letter.id == letter.id) & (Letter.state == State.WAITING)
    return bool(
        Letter.update(state=State.SENDING, next_at=now + TAKEN_UP, tries=Letter.tries + 1)
        .where(free)
        .execute()
    )


def _handed_in(connection: SMTP, letter: Letter, sender: str, called: str, now: datetime) -> State:
    try:
        mail = _written(letter, sender, called)
        relay.hand_in(connection, mail, sender, letter.address)
    except NotTaken as refusal:
        if not refusal.for_good:
            return _end(letter, State.WAITING, str(refusal), next_at=now + wait(letter.tries + 1))
        return _end(letter, State.REFUSED, str(refusal), text="")
    return _end(letter, State.SENT, sent_at=now, text="")


def _written(letter: Letter, sender: str, called: str) -> EmailMessage:
    try:
        return composing.message(letter, sender, called)
    except (Invalid, ValueError) as error:
        raise NotTaken(553, str(error)) from error


def _end(letter: Letter, state: State, fault: str = "", **columns) -> State:
    letter.state = state
    Letter.update(state=state, fault=fault, **columns).where(Letter.id == letter.id).execute()
    return state


def _put_off(letters: list[Letter], problem: Down, now: datetime) -> None:
    """The relay is away for all of them; each waits as long as its own tries say."""
    for letter in letters:
        tries = letter.tries + 1
        Letter.update(
            state=State.WAITING, tries=tries, next_at=now + wait(tries), fault=str(problem)[:200]
        ).where(
            (Letter.id == letter.id) & Letter.state.in_([State.WAITING, State.SENDING])
        ).execute()


def sweep(now: datetime) -> int:
    """Forget what was over long ago."""
    return Letter.delete().where(Letter.state.in_(OVER) & (Letter.made_at < now - KEPT)).execute()
