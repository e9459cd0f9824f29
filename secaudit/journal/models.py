from peewee import BigIntegerField, BlobField, CharField, IntegerField, TextField

from secaudit.database import Model, MomentField


class JournalEntry(Model):
    """One change. `bytes` is what was hashed and is never re-encoded; the rest is for searching."""

    id = BigIntegerField(primary_key=True)  # 0, 1, 2 … without a gap
    leaf = CharField(max_length=64)
    bytes = TextField()
    at = MomentField(index=True)
    actor = CharField(max_length=40)
    act = CharField(max_length=60)
    obj = CharField(max_length=60)

    class Meta:
        indexes = ((("obj", "id"), False), (("actor", "id"), False), (("act", "id"), False))


class JournalPayload(Model):
    """What an entry changed. Apart from the entry, so that it can lawfully be erased."""

    id = BigIntegerField(primary_key=True)  # the entry's number
    salt = BlobField()
    body = TextField()


class JournalHead(Model):
    """The one row that every change locks last: how many entries there are, and their tree."""

    id = IntegerField(primary_key=True)
    origin = CharField()  # names this journal; a restored one starts a new origin
    size = BigIntegerField()
    frontier = TextField()


class SentForm(Model):
    """A form that was sent and led to an entry: sent once more, it is answered, not done again.

    No record: kept for some days (see `secaudit.repeating`).
    """

    key = CharField(max_length=64, unique=True)  # hash of what makes the form this one
    content = CharField(max_length=64)  # hash of what was in it
    obj = CharField(max_length=60)  # what the entry is about
    location = TextField(default="")  # where the answer led
    at = MomentField(index=True)  # real time
