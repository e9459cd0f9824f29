from peewee import CharField, DateField, ForeignKeyField, IntegerField, TextField

from secaudit.correspondence.kinds import Audience, Kind
from secaudit.database import EnumField, MomentField, Record
from secaudit.people.models import Person
from secaudit.selfcheck.models import Period, Sheet


class Head(Record):
    """What stands above a paper of a period: its number, day and sender, as the city gives them."""

    period = ForeignKeyField(Period, backref="papers", index=False)
    kind = EnumField(Kind)
    number = CharField(max_length=60, default="")  # 文書番号
    dated_on = DateField(null=True)
    sender = CharField(max_length=80, default="")  # by post: 情報政策課長
    words = TextField(default="")  # what the secretariat adds to the usual text

    class Meta:
        table_name = "paper_head"
        indexes = ((("period", "kind"), True),)


class Reminder(Record):
    """A reminder that went out: which step of the ladder, about which due date, to whom."""

    sheet = ForeignKeyField(Sheet, backref="reminders", index=False)
    due_on = DateField()
    step = IntegerField(null=True)  # working days from the due date; null: outside the ladder
    audience = EnumField(Audience)
    to = CharField(max_length=200, default="")  # by post
    sent_on = DateField()
    sent_by = ForeignKeyField(Person, backref="reminders", null=True)
    at = MomentField()

    class Meta:
        indexes = ((("sheet", "due_on", "step"), True),)
