from peewee import CharField, ForeignKeyField, IntegerField, TextField

from secaudit.audits.models import WorkingPaper
from secaudit.database import EnumField, MomentField, Record
from secaudit.fieldwork.judging import Judgement
from secaudit.people.models import Person


class PaperItem(Record):
    """A control in a working paper: what was done, what was seen, how it is judged."""

    paper = ForeignKeyField(WorkingPaper, backref="items", index=False)
    control = CharField(max_length=40)  # an id in the engagement's edition
    chapter = CharField(max_length=20)
    position = IntegerField()  # in the catalogue's order
    judgement = EnumField(Judgement, default=Judgement.UNCHECKED)
    procedure = TextField(default="")  # what was really done, where not as the catalogue proposes
    seen = TextField(default="")
    population = CharField(max_length=200, default="")  # out of what
    sample = CharField(max_length=200, default="")  # how many, chosen how
    judged_by = ForeignKeyField(Person, null=True, backref="judgements", index=False)
    judged_at = MomentField(null=True)

    class Meta:
        indexes = ((("paper", "control"), True),)
