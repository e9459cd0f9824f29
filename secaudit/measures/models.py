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
from secaudit.measures.kinds import Evaluation, State
from secaudit.people.models import Person


class TargetSet(Record):
    """One version of the target rates of a fiscal year. Never changed once it is decided."""

    fiscal_year = IntegerField()
    number = IntegerField()
    rates = JSONField()  # "city" and chapters → percent of implementation; a chapter may have none
    reason = TextField(default="")  # why the approved version before is no longer right
    state = EnumField(State, default=State.PROPOSED)
    proposed_by = ForeignKeyField(Person, backref="proposed_targets", null=True)
    proposed_at = MomentField()
    decided_by = ForeignKeyField(Person, backref="decided_targets", null=True)  # not on paper
    decided_post = CharField(max_length=60, default="")
    decided_on = DateField(null=True)
    words = TextField(default="")  # a remark of the approval, or why it was not given

    class Meta:
        indexes = ((("fiscal_year", "number"), True),)


class Measure(Record):
    """Something the city does over several years so that a chapter gets better."""

    title = CharField(max_length=120)
    purpose = TextField(default="")
    owner = CharField(max_length=80)  # by post: 情報政策課長
    chapters = JSONField(default=list)
    controls = JSONField(default=list)
    first_year = IntegerField()
    last_year = IntegerField()
    planned_until = IntegerField()  # the last year as it was planned first; never overwritten
    ended_in = IntegerField(null=True)  # the fiscal year in which it was given up
    ended_words = TextField(default="")
    planned_by = ForeignKeyField(Person, backref="planned_measures", null=True)
    planned_at = MomentField()

    @property
    def slipped(self) -> int:
        """By how many years its end was put off."""
        return max(self.last_year - self.planned_until, 0)


class MeasureYear(Record):
    """What is to be there at the end of one year of a measure."""

    measure = ForeignKeyField(Measure, backref="years", index=False)
    fiscal_year = IntegerField()
    plan = TextField(default="")
    dropped = BooleanField(default=False)  # the measure no longer goes on in this year

    class Meta:
        indexes = ((("measure", "fiscal_year"), True),)


class MeasureResult(Record):
    """What a year came to. Never overwritten: a correction is another one, with its reason."""

    year = ForeignKeyField(MeasureYear, backref="results", index=False)
    number = IntegerField()
    result = TextField()
    evidence = CharField(max_length=200, default="")  # its title and where it is kept
    reason = TextField(default="")  # why the one before was not right
    reported_by = ForeignKeyField(Person, backref="reported_measures", null=True)
    reported_at = MomentField()
    evaluation = EnumField(Evaluation, null=True)
    words = TextField(default="")
    evaluated_by = ForeignKeyField(Person, backref="evaluated_measures", null=True)
    evaluated_at = MomentField(null=True)

    class Meta:
        indexes = ((("year", "number"), True),)
