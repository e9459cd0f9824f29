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

from secaudit.database import EnumField, MomentField, Record
from secaudit.meetings.kinds import Outcome, Progress, Source, State
from secaudit.organisation.models import Unit
from secaudit.people.models import Person


class Meeting(Record):
    """One meeting of the committee."""

    fiscal_year = IntegerField()
    number = IntegerField()  # the first, second … of its fiscal year
    on = DateField()
    time = CharField(max_length=40, default="")  # 10:00–11:30
    place = CharField(max_length=120, default="")
    members = JSONField(default=list)  # roles that are asked to come
    state = EnumField(State, default=State.PLANNED)
    planned_by = ForeignKeyField(Person, backref="planned_meetings", null=True)
    planned_at = MomentField()
    closed_by = ForeignKeyField(Person, backref="closed_minutes", null=True)
    closed_at = MomentField(null=True)

    class Meta:
        indexes = ((("fiscal_year", "number"), True), (("on",), False))


class Minutes(Record):
    """Who was there and what was said in general. Once closed only followed by another version."""

    meeting = ForeignKeyField(Meeting, backref="minutes", index=False)
    number = IntegerField()
    present = TextField()
    absent = TextField(default="")
    remarks = TextField(default="")
    reason = TextField(default="")  # why the version before was not right
    by = ForeignKeyField(Person, backref="minutes", null=True)
    at = MomentField()

    class Meta:
        indexes = ((("meeting", "number"), True),)


class AgendaItem(Record):
    """One point of the agenda: ticked from what calls for a decision, or written freely."""

    meeting = ForeignKeyField(Meeting, backref="items")
    position = IntegerField()
    source = EnumField(Source)
    about = CharField(max_length=60, default="")  # as the journal calls it: finding:12
    title = CharField(max_length=200)
    text = TextField(default="")  # what is proposed
    removed = BooleanField(default=False)  # taken off the agenda before the meeting


class Resolution(Record):
    """What was decided about one point. Once closed only followed by another version."""

    item = ForeignKeyField(AgendaItem, backref="resolutions", index=False)
    number = IntegerField()
    outcome = EnumField(Outcome)
    words = TextField()
    reflected = JSONField(default=list)  # next plan, rules, budget
    where = TextField(default="")  # in words: which plan, which rule, which budget line
    reason = TextField(default="")  # why the version before was not right
    by = ForeignKeyField(Person, backref="resolutions", null=True)
    at = MomentField()

    class Meta:
        indexes = ((("item", "number"), True),)


class MeetingAction(Record):
    """What is done because of a decision, by which post, by when."""

    item = ForeignKeyField(AgendaItem, backref="actions")
    what = TextField()
    owner_unit = ForeignKeyField(Unit, backref="meeting_actions", null=True)  # none: of the city
    owner_title = CharField(max_length=60)  # owners are posts, not persons
    due_on = DateField()  # that holds now
    state = EnumField(Progress, default=Progress.OPEN)
    done_on = DateField(null=True)
    report = TextField(default="")
    reported_by = ForeignKeyField(Person, backref="reported_meeting_actions", null=True)
    reported_at = MomentField(null=True)
    returned = TextField(default="")  # what the secretariat still missed
    checked_by = ForeignKeyField(Person, backref="checked_meeting_actions", null=True)
    checked_at = MomentField(null=True)
    first_due_on = DateField(null=True)  # as the meeting agreed it, where it was moved since
    moved = IntegerField(default=0)  # how often it was put off

    def is_late(self, on: date) -> bool:
        return self.state == Progress.OPEN and self.due_on < on

    class Meta:
        indexes = ((("state", "due_on"), False),)
