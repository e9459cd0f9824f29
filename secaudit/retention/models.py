from peewee import CharField, ForeignKeyField, IntegerField, JSONField, TextField

from secaudit.database import EnumField, MomentField, Record
from secaudit.people.models import Person
from secaudit.retention.rules import Class, Item, State


class Disposal(Record):
    """A list of what is disposed of: proposed, approved by two others, carried out."""

    items = JSONField(default=list)  # [class, fiscal year] …
    carried_out_by_id: int | None
    ground = CharField(max_length=200)  # the city's rule for documents, article
    state = EnumField(State, default=State.PROPOSED)
    proposed_by = ForeignKeyField(Person, backref="disposals", index=False)
    proposed_at = MomentField()
    carried_out_by = ForeignKeyField(Person, null=True, backref="erasures", index=False)
    carried_out_at = MomentField(null=True)
    rows = IntegerField(default=0)  # whose words were erased
    payloads = IntegerField(default=0)  # of the journal, that went
    files = IntegerField(default=0)  # of evidence, that went

    @property
    def listed(self) -> list[Item]:
        return sorted(Item.of(each) for each in self.items)


class DisposalApproval(Record):
    """One of the two who agree; or their decision on paper, recorded by somebody else."""

    disposal = ForeignKeyField(Disposal, backref="approvals", index=False)
    by = ForeignKeyField(Person, null=True, backref="disposal_approvals", index=False)
    name = CharField(max_length=80)  # as it stands on the paper, or the person's own
    post = CharField(max_length=120, default="")
    at = MomentField()

    class Meta:
        indexes = ((("disposal", "name"), True),)


class Hold(Record):
    """Records that must not go for now (a law suit, an inspection), whatever their time."""

    ended_by_id: int | None
    cls = EnumField(Class)
    fiscal_year = IntegerField()
    reason = TextField()
    set_by = ForeignKeyField(Person, backref="holds_set", index=False)
    set_at = MomentField()
    ended_by = ForeignKeyField(Person, null=True, backref="holds_ended", index=False)
    ended_at = MomentField(null=True)
    ended_reason = TextField(default="")

    class Meta:
        table_name = "disposal_hold"
        indexes = ((("cls", "fiscal_year"), False),)

    @property
    def item(self) -> Item:
        return Item(self.cls, self.fiscal_year)
