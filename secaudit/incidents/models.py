from peewee import DateField, ForeignKeyField, IntegerField, JSONField, TextField

from secaudit.database import EnumField, MomentField, Record
from secaudit.incidents.deadlines import Deadline, deadlines
from secaudit.incidents.kinds import Duty, Ground, Kind
from secaudit.incidents.rules import Facts
from secaudit.organisation.models import Unit
from secaudit.people.models import Person


class Incident(Record):
    """One security incident as it is known now; the journal keeps every earlier version."""

    fiscal_year = IntegerField(index=True)  # in which it was noticed
    noticed_on = DateField()  # 知った日: the deadlines run from here
    kind = EnumField(Kind)
    unit = ForeignKeyField(Unit, backref="incidents", null=True)  # none: no single department
    what = TextField()
    affected = IntegerField(null=True)  # people; none: not known yet
    duty = EnumField(Duty, default=Duty.UNDECIDED)
    grounds = JSONField(default=list)
    why = TextField(default="")
    first_on = DateField(null=True)  # 速報
    full_on = DateField(null=True)  # 確報
    told_on = DateField(null=True)  # to the persons concerned
    told_how = TextField(default="")
    cause = TextField(default="")
    prevention = TextField(default="")
    prevented_on = DateField(null=True)
    recorded_by = ForeignKeyField(Person, backref="recorded_incidents", null=True)
    recorded_at = MomentField()

    @property
    def number(self) -> str:
        return f"I{self.id}"

    @property
    def facts(self) -> Facts:
        return facts_of(self.__data__)

    @property
    def deadlines(self) -> list[Deadline]:
        return deadlines(self.noticed_on, self.duty, self.grounds, self.first_on, self.full_on)


def facts_of(values: dict) -> Facts:
    """From the values of a row, whichever else there are."""
    chosen = {name: values[name] for name in Facts.__dataclass_fields__}
    return Facts(**{**chosen, "grounds": tuple(Ground(each) for each in chosen["grounds"])})
