from enum import StrEnum

from peewee import CharField, DateField, ForeignKeyField, TextField

from secaudit.database import EnumField, MomentField, Record
from secaudit.errors import N_
from secaudit.people.models import Person


class Medium(StrEnum):
    PAPER = "paper"
    ELECTRONIC = "electronic"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {Medium.PAPER: N_("On paper"), Medium.ELECTRONIC: N_("In the city's approval system")}


class Decision(Record):
    """Somebody decided outside the product; who recorded it is never who asked for it."""

    obj = CharField(max_length=60)  # what it is about, as the journal calls it: period:3
    what = CharField(max_length=60)  # approve, confirm, accept risk …
    medium = EnumField(Medium)
    decided_by = CharField(max_length=80)  # name and post as they stand on the paper
    post = CharField(max_length=60)
    decided_on = DateField()
    document = CharField(max_length=60)  # 文書番号
    note = TextField(default="")
    recorded_by = ForeignKeyField(Person, backref="recorded_decisions")
    at = MomentField()

    class Meta:
        indexes = ((("obj", "id"), False),)
