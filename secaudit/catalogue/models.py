from peewee import CharField, DateField, TextField

from secaudit.database import Record


class Edition(Record):
    """One published version of a catalogue, with its whole content: what a period pins."""

    catalogue = CharField(max_length=64)
    label = CharField(max_length=40)  # 2026.1
    effective_on = DateField()
    hash = CharField(max_length=64, unique=True)  # SHA-256 of `content`
    content = TextField()  # canonical JSON, read by editions.from_json
