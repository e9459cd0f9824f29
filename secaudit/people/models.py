from peewee import CharField, DateField, ForeignKeyField

from secaudit.access.roles import Role
from secaudit.database import EnumField, Record
from secaudit.organisation.models import System, Unit


class Person(Record):
    number = CharField(max_length=20, unique=True)  # 職員番号, leading zeros kept
    name = CharField(max_length=80)
    name_en = CharField(max_length=80, default="")
    kana = CharField(max_length=80, default="")
    mail = CharField(max_length=160, default="")
    language = CharField(max_length=5, default="ja")
    left_on = DateField(null=True)  # the first day on which they no longer work here

    def called(self, language: str) -> str:
        return self.name_en if language == "en" and self.name_en else self.name


class Assignment(Record):
    """A person holds a role, in a unit or for a system, from one day to another."""

    person_id: int
    unit_id: int | None
    system_id: int | None
    acting_for_id: int | None
    person = ForeignKeyField(Person, backref="assignments")
    role = EnumField(Role)
    unit = ForeignKeyField(Unit, backref="assignments", null=True)
    system = ForeignKeyField(System, backref="assignments", null=True)
    title = CharField(max_length=60, default="")  # 課長, 主査 …
    valid_from = DateField()
    valid_to = DateField(null=True)  # the first day on which it no longer holds
    acting_for = ForeignKeyField("self", null=True, backref="deputies")  # 代決
