"""Working on one sheet together: questions to those who know, sections given to colleagues, and what
the head looks at after a deputy has confirmed."""

from enum import StrEnum

from peewee import BooleanField, CharField, ForeignKeyField, TextField

from secaudit.database import EnumField, MomentField, Record
from secaudit.errors import N_
from secaudit.people.models import Person
from secaudit.selfcheck.kinds import Value
from secaudit.selfcheck.models import Period, Sheet


class ThreadState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    SETTLED = "settled"  # the department needs no more

    @property
    def label(self) -> str:
        return THREAD_WORDS[self]


THREAD_WORDS = {
    ThreadState.OPEN: N_("Waiting for a reply"),
    ThreadState.ANSWERED: N_("Reply has come"),
    ThreadState.SETTLED: N_("Settled"),
}


class Thread(Record):
    """What a department asks about one question of its sheet, and what it is told."""

    sheet = ForeignKeyField(Sheet, backref="threads", index=False)
    period = ForeignKeyField(Period, backref="threads", index=False)
    chapter = CharField(max_length=20)
    control = CharField(max_length=40)
    to = ForeignKeyField(Person, backref="asked_of", null=True)  # nobody by name: the secretariat
    state = EnumField(ThreadState, default=ThreadState.OPEN)
    asked_by = ForeignKeyField(Person, backref="threads", null=True)
    asked_at = MomentField()  # since when it waits
    answered_at = MomentField(null=True)
    published_question = TextField(default="")  # as all departments read it
    published_answer = TextField(default="")  # empty: for this department alone
    published_by = ForeignKeyField(Person, backref="published_threads", null=True)
    published_at = MomentField(null=True)

    class Meta:
        indexes = (
            (("sheet", "control"), True),
            (("period", "chapter"), False),
            (("state", "period"), False),
        )


class Message(Record):
    """One question or reply of a thread."""

    thread = ForeignKeyField(Thread, backref="messages")
    reply = BooleanField(default=False)
    text = TextField()
    suggests = EnumField(Value, null=True)  # the answer that a reply recommends
    by = ForeignKeyField(Person, backref="messages", null=True)
    post = CharField(max_length=120, default="")
    at = MomentField()


class Charge(Record):
    """A section that was given to a colleague (担当)."""

    sheet = ForeignKeyField(Sheet, backref="charges", index=False)
    chapter = CharField(max_length=20)
    person = ForeignKeyField(Person, backref="charges")
    ended = BooleanField(default=False)
    given_by = ForeignKeyField(Person, backref="given_charges", null=True, index=False)
    at = MomentField()

    class Meta:
        indexes = ((("sheet", "chapter", "person"), True),)


class SeenAfterwards(Record):
    """The head has looked at what a deputy confirmed (後閲)."""

    sheet = ForeignKeyField(Sheet, backref="seen_afterwards")
    hash = CharField(max_length=64)
    by = ForeignKeyField(Person, backref="seen_afterwards", null=True, index=False)
    at = MomentField()
