"""An exception as it is kept."""

from datetime import date

from peewee import CharField, DateField, ForeignKeyField, TextField

from secaudit.database import EnumField, MomentField, Record
from secaudit.exceptions.kinds import Standing, State, standing
from secaudit.organisation.models import Unit
from secaudit.people.models import Person


class Deviation(Record):
    """One exception of one department from one control, for a time. Never changed once decided."""

    unit = ForeignKeyField(Unit, backref="deviations")
    control = CharField(max_length=40)
    what = TextField()  # what is done otherwise
    reason = TextField()
    compensation = TextField()  # what protects instead
    starts_on = DateField()
    expires_on = DateField()  # the last day
    state = EnumField(State, default=State.REQUESTED)
    follows = ForeignKeyField("self", backref="renewals", null=True)
    requested_by = ForeignKeyField(Person, backref="requested_deviations")
    requested_post = CharField(max_length=60, default="")
    requested_at = MomentField()
    decided_by = ForeignKeyField(Person, backref="decided_deviations", null=True)
    decided_post = CharField(max_length=60, default="")
    decided_at = MomentField(null=True)
    words = TextField(default="")  # a condition of the approval, or why it was not given
    ended_by = ForeignKeyField(Person, backref="ended_deviations", null=True)
    ended_on = DateField(null=True)
    ended_words = TextField(default="")

    class Meta:
        indexes = ((("state", "expires_on"), False),)

    @property
    def number(self) -> str:
        return f"E{self.id}"

    def standing(self, on: date) -> Standing:
        return standing(self.state, self.starts_on, self.expires_on, on, self.ended_on)
