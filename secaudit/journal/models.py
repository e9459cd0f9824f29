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
