from peewee import (
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    JSONField,
    TextField,
)

from secaudit.audits.kinds import Kind, Type
from secaudit.audits.lifecycle import State
from secaudit.audits.numbers import short_year
from secaudit.catalogue.models import Edition
from secaudit.database import EnumField, MomentField, Record
from secaudit.organisation.models import Unit
from secaudit.people.models import Person
from secaudit.selfcheck.models import Period


class Engagement(Record):
    """One audit: departments by controls, a team, and dates. Its controls are of a pinned edition."""

    fiscal_year = IntegerField()
    serial = IntegerField()  # within the fiscal year; never used again
    title = CharField(max_length=120)
    kind = EnumField(Kind)
    type = EnumField(Type)
    theme = CharField(max_length=200, default="")
    purpose = TextField(default="")
    criteria = TextField(default="")  # the city's own rules by which is judged
    edition = ForeignKeyField(Edition)
    period = ForeignKeyField(Period, null=True)  # whose answers stand beside the controls
    controls = JSONField(default=list)  # ids, in the catalogue's order
    state = EnumField(State, default=State.PLANNED)
    starts_on = DateField()  # the fieldwork
    ends_on = DateField()
    report_on = DateField(null=True)  # when the report is promised
    fact_check_due_on = DateField(null=True)
    planned_by = ForeignKeyField(Person, null=True, backref="planned_engagements")
    notified_on = DateField(null=True)
    issued_on = DateField(null=True)  # the report
    reported_on = DateField(null=True)  # to the committee
    introduction = TextField(default="")  # of the report
    remarks = TextField(default="")  # special notes of the report

    class Meta:
        indexes = ((("fiscal_year", "serial"), True),)

    @property
    def number(self) -> str:
        """「R8-A1」: the first audit of fiscal year 2026."""
        return f"{short_year(self.fiscal_year)}-A{self.serial}"


class TeamMember(Record):
    """A person audits in an engagement. Who was taken off the team stays on record."""

    engagement = ForeignKeyField(Engagement, backref="members")
    person = ForeignKeyField(Person, backref="engagements")
    lead = BooleanField(default=False)  # of the team; the report is the audit lead's
    statement = TextField(default="")  # on independence, in their own words
    stated_at = MomentField(null=True)  # when they confirmed it themselves
    access_from = DateField(null=True)  # for those from outside the city
    access_to = DateField(null=True)  # the last day
    removed = BooleanField(default=False)

    class Meta:
        indexes = ((("engagement", "person"), True),)


class WorkingPaper(Record):
    """One department's part of an engagement. Its name and place are those of the plan's day."""

    engagement = ForeignKeyField(Engagement, backref="papers")
    unit = ForeignKeyField(Unit, backref="papers")
    code = CharField(max_length=20)
    name = CharField(max_length=120)
    name_en = CharField(max_length=160, default="")
    bureau = CharField(max_length=120, default="")
    path = JSONField(default=list)  # ids of the unit and everything above it, nearest first
    position = IntegerField()  # 建制順
    chosen_because = CharField(max_length=400, default="")  # against the proposed order
    visit_on = DateField(null=True)
    visit_time = CharField(max_length=40, default="")
    place = CharField(max_length=120, default="")
    locked_at = MomentField(null=True)  # when the report was issued
    reviewed_by = ForeignKeyField(Person, null=True, backref="reviewed_papers")
    reviewed_at = MomentField(null=True)
    removed = BooleanField(default=False)

    class Meta:
        indexes = ((("engagement", "unit"), True),)

    def called(self, language: str) -> str:
        return self.name_en if language == "en" and self.name_en else self.name
