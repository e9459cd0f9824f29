from peewee import CharField, DateField, ForeignKeyField, IntegerField, JSONField, TextField

from secaudit.database import EnumField, MomentField, Record
from secaudit.people.models import Person
from secaudit.policies.kinds import Kind, Publication, State


class Policy(Record):
    """One document of the city's rules; what it says stands in its versions."""

    kind = EnumField(Kind)
    number = CharField(max_length=60, default="")  # of the rule: 令和6年汐見市告示第32号
    title = CharField(max_length=120)
    title_en = CharField(max_length=160, default="")
    publication = EnumField(Publication)
    published_on = DateField(null=True)
    published_where = CharField(max_length=200, default="")
    review_on = DateField(null=True)  # by when somebody must look whether it still fits
    reviewed_on = DateField(null=True)
    links = JSONField(default=dict)  # anchor of an article → ids of controls

    def called(self, language: str) -> str:
        return self.title_en if language == "en" and self.title_en else self.title


class PolicyVersion(Record):
    """What a document says from a day on. Once approved it never changes."""

    policy = ForeignKeyField(Policy, backref="versions", index=False)
    number = IntegerField()  # 第1版, 第2版 …
    state = EnumField(State, default=State.DRAFT)
    text = TextField(default="")  # Markdown
    note = TextField(default="")  # what is changed and why
    effective_on = DateField(null=True)
    review_on = DateField(null=True)
    authors = JSONField(default=list)  # everybody who wrote in it; none of them approves it
    requested_by = ForeignKeyField(Person, backref="requested_policies", null=True)
    requested_at = MomentField(null=True)
    hash = CharField(max_length=64, default="")  # SHA-256 of what is to be approved
    approved_by = ForeignKeyField(Person, backref="approved_policies", null=True)
    approved_at = MomentField(null=True)
    returned = TextField(default="")  # what the approver wants put right

    class Meta:
        indexes = ((("policy", "number"), True),)
