from datetime import date

from peewee import (
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    JSONField,
    TextField,
)

from secaudit.activities.kinds import Kind, State, Took
from secaudit.activities.rules import Seen, Taken
from secaudit.database import EnumField, MomentField, Record
from secaudit.organisation.models import Unit
from secaudit.people.models import Person


class Activity(Record):
    """A training, drill, review or test of one fiscal year."""

    fiscal_year = IntegerField()
    kind = EnumField(Kind)
    title = CharField(max_length=120)
    purpose = TextField(default="")
    audience = CharField(max_length=200, default="")  # 全職員, 課長級 …
    units = JSONField(default=list)  # numbers of the offices concerned; none: the whole city
    controls = JSONField(default=list)  # ids of the controls it is evidence for
    owner = CharField(max_length=80)  # by post: 情報政策課長
    place = CharField(max_length=200, default="")
    planned_on = DateField()
    until = DateField(null=True)  # the last day, where it is spread over several
    state = EnumField(State, default=State.PLANNED)
    held_on = DateField(null=True)  # as the newest result says
    listed = IntegerField(default=0)  # how many were to take part
    attended = IntegerField(default=0)
    excused = IntegerField(default=0)
    reason = TextField(default="")  # why it was cancelled
    planned_by = ForeignKeyField(Person, backref="planned_activities", null=True)
    planned_at = MomentField()

    @property
    def last_day(self) -> date:
        return self.until or self.planned_on

    @property
    def taken(self) -> Taken:
        return Taken(self.listed, self.attended, self.excused)

    def seen(self) -> Seen:
        controls = tuple(self.controls)
        return Seen(
            self.id, self.kind, self.title, controls, self.planned_on, self.last_day, self.held_on
        )

    def is_late(self, on: date) -> bool:
        return self.state == State.PLANNED and self.last_day < on

    class Meta:
        indexes = ((("fiscal_year", "planned_on"), False),)


class ActivityResult(Record):
    """What came of it. Never overwritten: a correction is another one, with its reason."""

    activity = ForeignKeyField(Activity, backref="results", index=False)
    number = IntegerField()
    held_on = DateField()
    result = TextField()
    lessons = TextField(default="")
    evidence = CharField(max_length=200, default="")  # its title
    kept_at = CharField(max_length=200, default="")
    mailed = IntegerField(null=True)  # of a mail drill: sent to, opened by, reported by
    opened = IntegerField(null=True)
    reported = IntegerField(null=True)
    reason = TextField(default="")  # why the one before was not right
    by = ForeignKeyField(Person, backref="activity_results", null=True)
    at = MomentField()

    class Meta:
        indexes = ((("activity", "number"), True),)


class Attendance(Record):
    """One person who was to take part."""

    activity = ForeignKeyField(Activity, backref="attendances", index=False)
    number = CharField(max_length=20)  # 職員番号, as in the file
    person = ForeignKeyField(Person, backref="attendances", null=True)  # where registered
    name = CharField(max_length=80)
    unit = ForeignKeyField(Unit, backref="attendances")
    state = EnumField(Took)
    on = DateField(null=True)
    dropped = BooleanField(default=False)  # no longer in the newest file

    class Meta:
        indexes = ((("activity", "number"), True),)
