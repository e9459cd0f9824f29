from peewee import CharField, DateField, ForeignKeyField, TextField

from secaudit.database import MomentField, Record
from secaudit.people.models import Person
from secaudit.selfcheck.models import Period


class Look(Record):
    """「確認しました」: who saw which period's figures when; with words, an instruction that stays
    open until the secretariat says what was done."""

    period = ForeignKeyField(Period, backref="looks")
    by = ForeignKeyField(Person, backref="looks", null=True)
    post = CharField(max_length=80, default="")
    at = MomentField()
    words = TextField(default="")
    done_on = DateField(null=True)
    done_by = ForeignKeyField(Person, backref="done_looks", null=True)
    reply = TextField(default="")

    @property
    def open(self) -> bool:
        return bool(self.words) and self.done_on is None
