from peewee import BooleanField, CharField, ForeignKeyField, IntegerField, JSONField, TextField

from secaudit.audits.models import Engagement
from secaudit.audits.numbers import short_year
from secaudit.audits.sampling.kinds import Of, State
from secaudit.catalogue.models import Edition
from secaudit.database import EnumField, MomentField, Record
from secaudit.people.models import Person
from secaudit.selfcheck.models import Period


class Draw(Record):
    """A random sample: the population and a sealed seed first, then what was drawn. Never deleted:
    a second draw shows that there was a first."""

    fiscal_year = IntegerField()
    serial = IntegerField()  # within the fiscal year; never used again
    of = EnumField(Of)
    title = CharField(max_length=120)
    population = TextField()  # in words: what the statement afterwards is about
    period = ForeignKeyField(Period, null=True)  # whose answers make up the cells
    edition = ForeignKeyField(Edition, null=True)  # of the controls
    stratified = BooleanField(default=False)
    strata = (
        JSONField()
    )  # [[name, [item, …]], …] in official order; one without name if not stratified
    units = JSONField()  # code of a department → its number here
    shares = JSONField()  # [how many from each stratum, …]
    listing = CharField(max_length=64)  # SHA-256 of the listed population
    commitment = CharField(max_length=64)  # SHA-256 of the seed
    seed = CharField(max_length=64)  # shown once it is used
    word = CharField(max_length=200, default="")  # added by whoever drew
    drawn = JSONField(default=list)  # items, by stratum, in the order in which they came
    state = EnumField(State, default=State.COMMITTED)
    committed_by = ForeignKeyField(Person, null=True, backref="committed_draws")
    committed_at = MomentField()
    drawn_at = MomentField(null=True)
    withdrawn_because = TextField(default="")
    engagement = ForeignKeyField(Engagement, null=True, backref="draws")  # in which it is looked at

    class Meta:
        indexes = ((("fiscal_year", "serial"), True),)

    @property
    def number(self) -> str:
        """「R8-D1」: the first draw of fiscal year 2026."""
        return f"{short_year(self.fiscal_year)}-D{self.serial}"

    @property
    def total(self) -> int:
        """How many items the population has."""
        return sum(len(items) for _name, items in self.strata)

    @property
    def size(self) -> int:
        return sum(self.shares)
