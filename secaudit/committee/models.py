from peewee import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    JSONField,
    TextField,
)

from secaudit.committee.kinds import Audience, Form, State
from secaudit.database import EnumField, MomentField, Record
from secaudit.people.models import Person
from secaudit.selfcheck.models import Period


class CommitteeSnapshot(Record):
    """Figures as they were at one moment. Written once and never changed."""

    period = ForeignKeyField(Period, backref="snapshots")
    hash = CharField(max_length=64, unique=True)  # SHA-256 of `content`
    content = TextField()  # canonical JSON
    at = MomentField()  # as of when
    entries = BigIntegerField()  # how many entries the journal had then
    product = CharField(max_length=20)  # version of the product that froze it
    taken_by = ForeignKeyField(Person, null=True, backref="snapshots", index=False)


class CommitteePaper(Record):
    """One paper for one meeting: drafts of words over figures that are frozen."""

    snapshot = ForeignKeyField(CommitteeSnapshot, backref="papers")
    meeting_on = DateField(null=True)
    state = EnumField(State, default=State.DRAFT)
    number = IntegerField(default=1)  # of the draft that is being written, or was settled
    begun_by = ForeignKeyField(Person, null=True, backref="committee_papers", index=False)
    settled_by = ForeignKeyField(Person, null=True, backref="settled_papers", index=False)
    settled_at = MomentField(null=True)


class CommitteeDraft(Record):
    """The words of a paper: 案1, 案2 … An earlier draft is no longer changed."""

    paper = ForeignKeyField(CommitteePaper, backref="drafts", index=False)
    number = IntegerField()
    wording = TextField()  # canonical JSON: texts, lines shown, matters chosen
    hash = CharField(max_length=64, index=True)  # SHA-256 of `wording`
    closed = BooleanField(default=False)
    authors = JSONField(default=list)  # everybody who wrote in it or in an earlier one
    written_by = ForeignKeyField(Person, null=True, backref="committee_drafts", index=False)
    written_at = MomentField()

    class Meta:
        indexes = ((("paper", "number"), True),)


class CommitteeFile(Record):
    """A document as it was settled; the file lies in the store under its hash."""

    paper = ForeignKeyField(CommitteePaper, backref="files", index=False)
    audience = EnumField(Audience)
    form = EnumField(Form)
    language = CharField(max_length=5)
    hash = CharField(max_length=64, index=True)
    size = IntegerField()

    class Meta:
        indexes = ((("paper", "audience", "form", "language"), True),)
