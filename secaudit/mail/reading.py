"""Named queries about letters: how the queue stands, what somebody was last told."""

from peewee import fn

from secaudit.mail.models import Letter
from secaudit.mail.rules import Kind, Standing, State
from secaudit.people.models import Person


def standing() -> Standing:
    rows = Letter.select(Letter.state, fn.COUNT(Letter.id).alias("n")).group_by(Letter.state)
    counts = {row.state: row.n for row in rows}
    waits = Letter.state.in_([State.WAITING, State.SENDING])
    oldest = Letter.select().where(waits).order_by(Letter.id).first()
    sent = Letter.sent_at.is_null(False)
    last = Letter.select().where(sent).order_by(Letter.sent_at.desc()).first()
    return Standing(
        waiting=counts.get(State.WAITING, 0) + counts.get(State.SENDING, 0),
        oldest=oldest.made_at if oldest else None,
        refused=counts.get(State.REFUSED, 0),
        last_sent=last.sent_at if last else None,
        fault=oldest.fault if oldest else "",
    )


def refused() -> list[Letter]:
    """Whose addresses the relay does not take, the newest first."""
    rows = Letter.select(Letter, Person).join(Person).where(Letter.state == State.REFUSED)
    return list(rows.order_by(Letter.id.desc()))


def told_last(people: list[int]) -> dict[int, list[str]]:
    """Marks of what each of them was told with the last digest. One statement."""
    newest = (
        Letter.select(fn.MAX(Letter.id))
        .where(Letter.person.in_(people) & (Letter.kind == Kind.DIGEST))
        .group_by(Letter.person)
    )
    return {row.person_id: row.about for row in Letter.select().where(Letter.id.in_(newest))}


def known(key: str) -> bool:
    return Letter.select().where(Letter.key == key).exists()
