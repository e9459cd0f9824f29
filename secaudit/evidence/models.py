from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField

from secaudit.database import MomentField, Record
from secaudit.organisation.models import Unit
from secaudit.people.models import Person


class Evidence(Record):
    """One piece of evidence for an answer, a judgement, a finding or a corrective action.

    What replaces it is a row of its own; nothing that was attached is lost.
    """

    about = CharField(max_length=40)  # the journal's name of what it belongs to: sheet:12
    control = CharField(max_length=40, default="")  # of a sheet or a working paper: which question
    unit = ForeignKeyField(Unit, backref="evidence", index=False)  # whose work it shows
    fiscal_year = IntegerField()  # in which it was attached
    kind = CharField(max_length=20, default="")  # a kind of evidence of the catalogue: LEDG
    title = CharField(max_length=200)
    kept_at = CharField(max_length=200, default="")  # folder, cabinet, system; or "seen only"
    covers_from = DateField(null=True)  # the period that it tells of
    covers_to = DateField(null=True)
    expires_on = DateField(null=True)  # the last day on which it still shows what it shows
    seen_on = DateField(null=True)  # by an auditor
    obtained_from = CharField(max_length=120, default="")
    file_hash = CharField(max_length=64, default="")  # SHA-256: the file's name in the store
    file_name = CharField(max_length=160, default="")  # as it is called when it is downloaded
    file_type = CharField(max_length=100, default="")  # by its content
    file_size = IntegerField(default=0)  # bytes
    reused = ForeignKeyField("self", null=True, backref="reused_as")  # what it was taken over from
    replaces = ForeignKeyField("self", null=True, backref="replaced_by")  # its earlier version
    removed = BooleanField(default=False)  # replaced or taken away; still on record
    recorded_by = ForeignKeyField(Person, null=True, backref="evidence", index=False)
    recorded_at = MomentField()

    @property
    def owner(self) -> str:
        """What kind of thing it belongs to: sheet, working_paper, finding, action."""
        return self.about.partition(":")[0]

    class Meta:
        indexes = (
            (("about", "control"), False),
            (("unit", "fiscal_year"), False),
            (("file_hash",), False),
        )
