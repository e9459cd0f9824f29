"""Named queries: what was asked about the questions of sheets, and what was replied."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from peewee import JOIN, fn

from secaudit.access.guard import Actor
from secaudit.people.models import Person
from secaudit.prepared import Prepared, given
from secaudit.selfcheck.models import Period, Sheet
from secaudit.selfcheck.together import Message, Thread, ThreadState


@dataclass
class Beside:
    """What stands beside one question: the department's own thread, and what all were told."""

    thread: Thread | None = None
    messages: list[Message] = field(default_factory=list)
    told: list[Thread] = field(default_factory=list)

    @property
    def reply(self) -> Message | None:
        """The last reply, once it has come and until somebody asks again."""
        if self.thread is None or self.thread.state == ThreadState.OPEN:
            return None
        return next((each for each in reversed(self.messages) if each.reply), None)


def beside(sheet: Sheet, chapter: str) -> dict[str, Beside]:
    """By control, what was asked here and what is published for everybody. One statement."""
    found: dict[str, Beside] = {}
    for row in BESIDE(sheet=sheet.id, period=sheet.period_id, chapter=chapter):
        _add(found.setdefault(row.control, Beside()), row, sheet)
    return found


def _beside():
    own = Thread.sheet == given("sheet")
    public = Thread.published_at.is_null(False)
    here = (Thread.period == given("period")) & (Thread.chapter == given("chapter"))
    return (
        Thread.select(Thread, Message, Person.id, Person.name, Person.name_en)
        .join(Message, JOIN.LEFT_OUTER, on=(Message.thread == Thread.id) & own, attr="said")
        .join(Person, JOIN.LEFT_OUTER, on=Message.by)
        .where(here & (own | public))
        .order_by(Thread.id, Message.id)
    )


BESIDE = Prepared(_beside)


def _add(here: Beside, row: Thread, sheet: Sheet) -> None:
    if row.sheet_id != sheet.id:
        here.told.append(row)
        return
    if here.thread is None:
        here.thread = row
        if row.published_at:
            here.told.append(row)
    said = getattr(row, "said", None)
    if said is not None and said.id:
        here.messages.append(said)


def thread(sheet: Sheet, control: str) -> Thread | None:
    return Thread.get_or_none((Thread.sheet == sheet.id) & (Thread.control == control))


def messages(of: Thread | None) -> list[Message]:
    """Oldest first, each with who wrote it."""
    if of is None or not of.id:
        return []
    rows = Message.select(Message, Person).join(Person, JOIN.LEFT_OUTER, on=Message.by)
    return list(rows.where(Message.thread == of.id).order_by(Message.id))


def threads_of(period: Period) -> list[Thread]:
    """All of a period with their sheets: what waits for a reply first, the oldest first."""
    rows = Thread.select(Thread, Sheet).join(Sheet).where(Thread.period == period.id)
    waits = sorted(rows, key=lambda row: (row.state != ThreadState.OPEN, row.asked_at, row.id))
    return list(waits)


def first_words(of: Iterable[Thread]) -> dict[int, str]:
    """By thread, the last that the department asked."""
    wanted = [row.id for row in of]
    rows = Message.select(Message.thread, Message.text).where(
        Message.thread.in_(wanted) & ~Message.reply
    )
    return {row.thread_id: row.text for row in rows.order_by(Message.id)}


@dataclass(frozen=True)
class Waiting:
    """What waits for the secretariat in a period."""

    count: int
    since: datetime


def waiting_for_secretariat(periods: list[int]) -> dict[int, Waiting]:
    """By period, how many questions wait and since when."""
    rows: Any = (
        Thread.select(Thread.period, fn.COUNT(Thread.id), fn.MIN(Thread.asked_at))
        .where(
            Thread.period.in_(periods) & (Thread.state == ThreadState.OPEN) & Thread.to.is_null()
        )
        .group_by(Thread.period)
        .tuples()
    )
    return {period: Waiting(count, _moment(since)) for period, count, since in rows}


def open_by_sheet(of: Period) -> dict[int, int]:
    """By sheet, how many of its questions wait for the secretariat's reply. One statement."""
    waits = (Thread.state == ThreadState.OPEN) & Thread.to.is_null()
    rows: Any = (
        Thread.select(Thread.sheet, fn.COUNT(Thread.id))
        .where((Thread.period == of.id) & waits)
        .group_by(Thread.sheet)
        .tuples()
    )
    return dict(rows)


def _moment(value: datetime | str) -> datetime:
    """SQLite gives the smallest of a column back as text."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def concerning(actor: Actor, periods: list[int]) -> list[Thread]:
    """What this person is asked by name, and what they asked and have a reply to."""
    if actor.person is None:
        return []
    asked = (Thread.to == actor.person) & (Thread.state == ThreadState.OPEN)
    replied = (Thread.asked_by == actor.person) & (Thread.state == ThreadState.ANSWERED)
    rows = Thread.select(Thread, Sheet).join(Sheet)
    return list(rows.where(Thread.period.in_(periods) & (asked | replied)).order_by(Thread.id))
