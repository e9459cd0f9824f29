from peewee import CharField, ForeignKeyField, IntegerField, JSONField, TextField

from secaudit.database import EnumField, Model, MomentField
from secaudit.mail.rules import Kind, State
from secaudit.people.models import Person


class Letter(Model):
    """A mail to one person. No record of the city: what it tells of stands in the records.

    Its words are forgotten once the relay has taken it; moments are the machine's own.
    """

    key = CharField(max_length=80, unique=True)  # what makes it this letter: digest:2026-10-22:12
    kind = EnumField(Kind)
    person = ForeignKeyField(Person, on_delete="CASCADE", index=False)
    address = CharField(max_length=160)
    subject = CharField(max_length=200, default="")
    text = TextField(default="")
    about = JSONField(
        default=list
    )  # marks of the things it names, to know the next day what is new
    state = EnumField(State, default=State.WAITING)
    tries = IntegerField(default=0)
    next_at = MomentField()  # not before; while it is being sent: when it is taken up anew
    made_at = MomentField()
    sent_at = MomentField(null=True)
    fault = CharField(max_length=200, default="")  # what the relay said last

    class Meta:
        indexes = ((("state", "next_at"), False), (("person", "kind", "id"), False))
