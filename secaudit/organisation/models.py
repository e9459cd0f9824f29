from peewee import (
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    JSONField,
)

from secaudit.database import EnumField, Record
from secaudit.organisation.kinds import Change, Kind


class Unit(Record):
    """An office that keeps its identity while its name, place and code may change."""

    kind = EnumField(Kind)
    opened_on = DateField()
    closed_on = DateField(null=True)  # the first day on which it no longer exists
    answers = BooleanField(default=True)  # gets a sheet of its own
    facts = JSONField(default=list)  # gates of the catalogue that hold here: my_number, cloud …


class UnitVersion(Record):
    """How a unit is called and where it stands, from a day on."""

    unit_id: int
    parent_id: int | None
    unit = ForeignKeyField(Unit, backref="versions")
    valid_from = DateField()
    valid_to = DateField(null=True)  # the first day on which this no longer holds
    code = CharField(max_length=20)
    name = CharField(max_length=120)
    name_en = CharField(max_length=160, default="")
    kana = CharField(max_length=160, default="")
    short_name = CharField(max_length=40, default="")
    parent = ForeignKeyField(Unit, backref="child_versions", null=True)
    position = IntegerField()  # 建制順: the official order, over the whole city

    class Meta:
        indexes = ((("valid_from", "valid_to"), False),)

    def called(self, language: str) -> str:
        return self.name_en if language == "en" and self.name_en else self.name


class Succession(Record):
    """What a unit became on a day; history follows it."""

    predecessor_id: int
    successor_id: int | None
    predecessor = ForeignKeyField(Unit, backref="became")
    successor = ForeignKeyField(Unit, backref="came_from", null=True)
    on = DateField()
    change = EnumField(Change)


class System(Record):
    """An information system and the department that owns it."""

    owner_id: int
    code = CharField(max_length=20, unique=True)
    name = CharField(max_length=120)
    name_en = CharField(max_length=160, default="")
    owner = ForeignKeyField(Unit, backref="systems")
    facts = JSONField(default=list)
    opened_on = DateField()
    closed_on = DateField(null=True)

    def called(self, language: str) -> str:
        return self.name_en if language == "en" and self.name_en else self.name


class Setting(Record):
    """What this city chose, where it differs from the default (see settings.py)."""

    key = CharField(max_length=60, unique=True)
    value = JSONField()
