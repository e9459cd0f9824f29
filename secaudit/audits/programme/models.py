from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField

from secaudit.audits.programme.kinds import Standing
from secaudit.database import EnumField, Record
from secaudit.organisation.models import Unit
from secaudit.people.models import Person


class Programme(Record):
    """Which department is audited in which of several fiscal years (監査中期計画)."""

    title = CharField(max_length=120)
    first_year = IntegerField()
    years = IntegerField()
    every = IntegerField()  # each department at least once in so many fiscal years
    goals = TextField(default="")
    reason = TextField(default="")  # why the years are others than the rotation proposed
    state = EnumField(Standing, default=Standing.PLANNED)
    planned_by = ForeignKeyField(Person, null=True, backref="planned_programmes")
    approved_on = DateField(null=True)

    @property
    def last_year(self) -> int:
        return self.first_year + self.years - 1

    @property
    def fiscal_years(self) -> range:
        return range(self.first_year, self.first_year + self.years)


class Turn(Record):
    """A department's turn in a fiscal year. One that was taken back stays on record."""

    programme = ForeignKeyField(Programme, backref="turns", index=False)
    unit = ForeignKeyField(Unit, backref="turns")
    fiscal_year = IntegerField()
    proposed = BooleanField(default=True)  # by the rotation; otherwise chosen by the lead
    removed = BooleanField(default=False)

    class Meta:
        indexes = ((("programme", "unit", "fiscal_year"), True),)


class AnnualPlan(Record):
    """What is meant to be audited in a fiscal year, before the single audits are planned."""

    fiscal_year = IntegerField(unique=True)
    goals = TextField(default="")
    themes = TextField(default="")
    means = TextField(default="")  # people, days, money, outside help
    timing = TextField(default="")  # when what is done
    state = EnumField(Standing, default=Standing.PLANNED)
    planned_by = ForeignKeyField(Person, null=True, backref="annual_audit_plans")
    approved_on = DateField(null=True)
