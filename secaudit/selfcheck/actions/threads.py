"""What the answer ？ asks by itself, and how another answer settles it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from secaudit.access.guard import Actor
from secaudit.database import Record
from secaudit.selfcheck import threads
from secaudit.selfcheck.asking import asking
from secaudit.selfcheck.kinds import Value
from secaudit.selfcheck.models import Answer, Sheet
from secaudit.selfcheck.together import Message, Thread, ThreadState

LONGEST_POST = 120


def follow_answers(
    sheet: Sheet, changed: Iterable[Answer], was: Mapping[str, Value], by: Actor, at: datetime
) -> list[Record]:
    """The rows of threads that these answers open, carry on or settle; `was`: the answers before."""
    concerned = [a for a in changed if Value.UNKNOWN in (a.value, was.get(a.control))]
    if not concerned or not asking(sheet.form).reasons:
        return []  # what a person says of themselves asks nobody anything
    mine = (Thread.sheet == sheet.id) & Thread.control.in_([a.control for a in concerned])
    known = {row.control: row for row in Thread.select().where(mine)}
    rows: list[Record] = []
    for answer in concerned:
        if answer.value == Value.UNKNOWN:
            rows += _asked(sheet, answer, known.get(answer.control), by, at)
        elif answer.control in known:
            rows += settled(known[answer.control])
    return rows


def _asked(
    sheet: Sheet, answer: Answer, row: Thread | None, by: Actor, at: datetime
) -> list[Record]:
    said = threads.messages(row)
    last = next((each for each in reversed(said) if not each.reply), None)
    new_words = answer.reason if last is None or last.text != answer.reason else ""
    if row is not None and row.state != ThreadState.SETTLED and not new_words:
        return []
    if _still_written(row, said, by):
        said[-1].text = new_words
        return [said[-1]]
    row = opened(sheet, answer.chapter, answer.control, row, by, at)
    return [row, message(row, new_words, by, at)] if new_words else [row]


def _still_written(row: Thread | None, said: list[Message], by: Actor) -> bool:
    """Whether the last words are this person's own question, which nobody has replied to."""
    waits = row is not None and row.state == ThreadState.OPEN
    return waits and bool(said) and not said[-1].reply and said[-1].by_id == by.person


def opened(
    sheet: Sheet, chapter: str, control: str, row: Thread | None, by: Actor, at: datetime
) -> Thread:
    """The thread, waiting for a reply; since when, if it has not waited already."""
    if row is None:
        row = Thread(sheet=sheet, period=sheet.period_id, chapter=chapter, control=control)
    elif row.state == ThreadState.OPEN:
        return row
    row.state, row.asked_at, row.answered_at = ThreadState.OPEN, at, None
    row.asked_by = by.person  # type: ignore[assignment]
    return row


def message(row: Thread, text: str, by: Actor, at: datetime, **more) -> Message:
    return Message(thread=row, text=text, by=by.person, post=by.post[:LONGEST_POST], at=at, **more)


def settled(row: Thread) -> list[Record]:
    if row.state == ThreadState.SETTLED:
        return []
    row.state = ThreadState.SETTLED
    return [row]
