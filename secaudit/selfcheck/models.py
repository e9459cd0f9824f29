from peewee import (
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    JSONField,
    TextField,
)

from secaudit.catalogue.models import Edition
from secaudit.database import EnumField, Model, MomentField, Record
from secaudit.organisation.models import System, Unit
from secaudit.people.models import Person
from secaudit.selfcheck.answers import Given
from secaudit.selfcheck.kinds import Form, PeriodState, ReadyReason, SheetState, Source, Value


class Period(Record):
    """One self-check of the city. From opening on, edition, offices and settings are pinned."""

    fiscal_year = IntegerField()
    number = IntegerField(default=1)  # within the year
    title = CharField(max_length=120, default="")  # empty: 令和8年度 自己点検
    purpose = TextField(default="")
    opens_on = DateField()
    due_on = DateField()
    reference_date = DateField()  # 「この1年間」 ends with this day
    state = EnumField(PeriodState, default=PeriodState.DRAFT)
    core_only = BooleanField(default=True)
    forms = CharField(max_length=80, default="")  # beside the department's: "head system"
    small_group = IntegerField(default=5)  # fewer people than this: a number only; as at opening
    edition = ForeignKeyField(Edition, backref="periods", null=True)
    previous = ForeignKeyField("self", backref="following", null=True)
    organisation_date = DateField(null=True)
    settings = JSONField(default=dict)  # of the figures, as they were at opening
    planned_by = ForeignKeyField(Person, backref="planned_periods", null=True)
    approved_by = ForeignKeyField(Person, backref="approved_periods", null=True)
    approved_at = MomentField(null=True)
    opened_at = MomentField(null=True)
    closed_at = MomentField(null=True)
    frozen_at = MomentField(null=True)
    imported = BooleanField(default=False)  # answered before the product came; read only

    class Meta:
        indexes = ((("fiscal_year", "number"), True),)

    @property
    def other_forms(self) -> list[Form]:
        return [Form(each) for each in self.forms.split()]


class Sheet(Record):
    """One target's form in a period, with everything it was made from on the day of opening."""

    period = ForeignKeyField(Period, backref="sheets", index=False)
    form = EnumField(Form, default=Form.DEPARTMENT)
    target = CharField(max_length=40)  # unit:12, system:3, person:87
    unit = ForeignKeyField(Unit, backref="sheets", index=False)
    system = ForeignKeyField(System, backref="sheets", null=True)
    person = ForeignKeyField(Person, backref="sheets", null=True)
    code = CharField(max_length=20)
    name = CharField(max_length=120)
    name_en = CharField(max_length=160, default="")
    bureau = IntegerField(null=True)
    bureau_name = CharField(max_length=120, default="")
    bureau_name_en = CharField(max_length=160, default="")
    path = JSONField(default=list)  # the unit and all above it, for the guard
    lineage = JSONField(default=list)  # the unit and those whose history it carries on
    before = JSONField(default=list)  # last period's sheets of these
    position = IntegerField()  # 建制順
    facts = JSONField(default=list)  # gates of the catalogue that hold here
    declined = JSONField(default=list)  # of these, what the department says it does not have
    questions = JSONField(default=list)  # ids of the controls that are asked, in order
    state = EnumField(SheetState, default=SheetState.NOT_STARTED)
    frozen_from = EnumField(SheetState, null=True)  # its state when the figures became final
    due_on = DateField(null=True)  # where it was put off for this one
    due_reason = TextField(default="")  # why it was
    late = BooleanField(default=False)
    submitted_at = MomentField(null=True)
    submitted_by = ForeignKeyField(Person, backref="submitted_sheets", null=True)
    submitted_by_head = BooleanField(default=False)
    submitted_hash = CharField(max_length=64, default="")
    opened_by_head_at = MomentField(null=True)
    confirmed_at = MomentField(null=True)
    confirmed_by = ForeignKeyField(Person, backref="confirmed_sheets", null=True)
    confirmed_hash = CharField(max_length=64, default="")
    confirmed_post = CharField(max_length=120, default="")
    confirmed_for = CharField(max_length=80, default="")  # in whose place (代決)
    exempt_reason = TextField(default="")

    class Meta:
        indexes = (
            (("period", "form", "target"), True),
            (("period", "position"), False),
            (("unit", "period"), False),
        )

    def called(self, language: str) -> str:
        return self.name_en if language == "en" and self.name_en else self.name

    def bureau_called(self, language: str) -> str:
        return self.bureau_name_en if language == "en" and self.bureau_name_en else self.bureau_name


class Answer(Record):
    """One answer. Period, unit and chapter stand here too, so that counting needs no join."""

    sheet = ForeignKeyField(Sheet, backref="answers", index=False)
    period = ForeignKeyField(Period, backref="answers", index=False)
    unit = ForeignKeyField(Unit, backref="given_answers", index=False)
    chapter = CharField(max_length=20)
    control = CharField(max_length=40)
    revision = IntegerField()  # of the control, as it was asked
    asked = BooleanField(default=True)  # False: the question no longer applies here
    value = EnumField(Value)
    reason = TextField(default="")
    ready_reason = EnumField(ReadyReason, null=True)
    promised_on = DateField(null=True)  # by when a gap will be mended
    same_years = IntegerField(default=0)
    source = EnumField(Source, default=Source.WEB)
    answered_by = ForeignKeyField(Person, backref="answers", null=True, index=False)
    answered_at = MomentField()

    class Meta:
        indexes = (
            (("sheet", "control"), True),
            # What is counted stands in these, in this order: nothing is sorted or looked up.
            (("period", "asked", "sheet", "value", "chapter", "control"), False),
            (("period", "asked", "control", "value", "sheet"), False),
        )

    @property
    def given(self) -> Given:
        return Given(self.value, self.reason, self.ready_reason, self.promised_on, self.same_years)


class CountedSheet(Model):
    """A department's sheet as figures are counted from it: for each control of the period's edition, in
    its order, one letter. No record: it follows from sheet and answers, and is compared with them by
    `journal verify` (see `selfcheck.counted`)."""

    sheet = ForeignKeyField(Sheet, backref="counted", unique=True)
    period = ForeignKeyField(Period, backref="counted")
    letters = TextField()


class StaffCount(Record):
    """How often each answer was given to one question of the staff form in a department."""

    sheet = ForeignKeyField(Sheet, backref="staff_counts", index=False)
    control = CharField(max_length=40)
    implemented = IntegerField(default=0)
    partial = IntegerField(default=0)
    not_implemented = IntegerField(default=0)
    not_applicable = IntegerField(default=0)
    unknown = IntegerField(default=0)

    class Meta:
        indexes = ((("sheet", "control"), True),)


class Submission(Record):
    """What was handed in, to the letter."""

    sheet = ForeignKeyField(Sheet, backref="submissions", index=False)
    number = IntegerField()
    content = TextField()  # canonical JSON
    hash = CharField(max_length=64)
    by = ForeignKeyField(Person, backref="submissions", null=True)
    at = MomentField()

    class Meta:
        indexes = ((("sheet", "number"), True),)


class SheetReturn(Record):
    """The head's or the secretariat's words with which a sheet was sent back."""

    sheet = ForeignKeyField(Sheet, backref="returns")
    words = TextField()
    controls = JSONField(default=list)  # the questions meant
    by = ForeignKeyField(Person, backref="sheet_returns", null=True)
    post = CharField(max_length=120, default="")
    at = MomentField()


class Correction(Record):
    """After the freeze: what the answer should have been. The frozen answer stays beside it."""

    sheet = ForeignKeyField(Sheet, backref="corrections")
    control = CharField(max_length=40)
    before = JSONField()  # value and reason as frozen
    value = EnumField(Value)
    reason = TextField(default="")
    ready_reason = EnumField(ReadyReason, null=True)
    why = TextField()
    proposed_by = ForeignKeyField(Person, backref="proposed_corrections")
    proposed_at = MomentField()
    approved_by = ForeignKeyField(Person, backref="approved_corrections", null=True)
    approved_at = MomentField(null=True)
    refused_words = TextField(default="")

    @property
    def waits(self) -> bool:
        return not self.approved_at and not self.refused_words


class Afresh(Record):
    """From now on a department must answer this question anew instead of repeating last year's."""

    unit = ForeignKeyField(Unit, backref="asked_afresh", index=False)
    control = CharField(max_length=40)
    reason = TextField()
    source = CharField(max_length=60)  # what asks for it: finding:12
    at = MomentField()

    class Meta:
        indexes = ((("unit", "control"), False),)
