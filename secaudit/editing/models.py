from peewee import BooleanField, CharField, DateField, ForeignKeyField, JSONField, TextField

from secaudit.catalogue.models import Edition
from secaudit.database import EnumField, MomentField, Record
from secaudit.editing.kinds import State
from secaudit.people.models import Person


class ControlDraft(Record):
    """What somebody wants to be said about one control. The row is used again for the next time."""

    control = CharField(max_length=40, unique=True)
    chapter = CharField(max_length=20)
    own = BooleanField(default=False)  # the city's own control; else an override of a shipped one
    entry_tree = JSONField(default=dict)  # as it would stand in the file; empty: no override
    base = CharField(max_length=64, default="")  # of the published entry that it was made from
    authors = JSONField(default=list)  # everybody who wrote in it since the last edition
    open = BooleanField(default=True)


class Release(Record):
    """A new edition of the city's own rules: all its files, from the request to the folder."""

    label = CharField(max_length=40)
    effective_on = DateField()
    note = TextField(default="")
    state = EnumField(State)
    files = JSONField(default=dict)  # name → content, to the byte
    base = JSONField(default=dict)  # name → SHA-256 of the files that it takes the place of
    hash = CharField(max_length=64)  # of all files together
    imported = BooleanField(default=False)
    authors = JSONField(default=list)  # none of them approves it
    requested_by = ForeignKeyField(Person, backref="requested_releases", null=True)
    requested_at = MomentField(null=True)
    approved_by = ForeignKeyField(Person, backref="approved_releases", null=True)
    approved_at = MomentField(null=True)
    returned = TextField(default="")
    edition = ForeignKeyField(Edition, backref="releases", null=True)
