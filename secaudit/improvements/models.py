from peewee import CharField, DateField, ForeignKeyField, IntegerField, TextField

from secaudit.database import EnumField, MomentField, Record
from secaudit.improvements.kinds import State
from secaudit.organisation.models import Unit
from secaudit.people.models import Person
from secaudit.selfcheck.models import Sheet


class Improvement(Record):
    """One gap of one sheet that somebody has promised to mend."""

    sheet = ForeignKeyField(Sheet, backref="improvements", index=False)
    unit = ForeignKeyField(Unit, backref="improvements")
    control = CharField(max_length=40)
    what = TextField(default="")  # empty: as the reason given with the answer says
    owner = CharField(max_length=400)  # by post: 市民課長
    due_on = DateField()  # of the newest promise
    interim = TextField(default="")  # until then, where it takes longer than the fiscal year
    moved = IntegerField(default=0)  # how often the date was moved
    state = EnumField(State, default=State.PROMISED)
    follows = ForeignKeyField("self", backref="followed_by", null=True)  # last year's of this gap
    done_on = DateField(null=True)
    report = TextField(default="")
    evidence = TextField(default="")  # a title and where it is kept
    reported_by = ForeignKeyField(Person, backref="reported_improvements", null=True)
    reported_at = MomentField(null=True)
    seen_by = ForeignKeyField(Person, backref="seen_improvements", null=True)
    seen_at = MomentField(null=True)
    checked_by = ForeignKeyField(Person, backref="checked_improvements", null=True)
    checked_at = MomentField(null=True)
    returned = TextField(default="")  # what the head or the secretariat still missed

    class Meta:
        indexes = ((("sheet", "control"), True), (("state", "due_on"), False))


class Promise(Record):
    """By when, as it was promised once. Never overwritten: a new date is another one."""

    improvement = ForeignKeyField(Improvement, backref="promises", index=False)
    number = IntegerField()
    due_on = DateField()
    interim = TextField(default="")
    reason = TextField(default="")  # why the date before could not be kept
    by = ForeignKeyField(Person, backref="promises", null=True)
    at = MomentField()

    class Meta:
        indexes = ((("improvement", "number"), True),)
