from peewee import (
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from secaudit.audits.models import Engagement, WorkingPaper
from secaudit.database import EnumField, Model, MomentField, Record
from secaudit.findings.kinds import (
    Cause,
    Method,
    Reply,
    RequestState,
    Same,
    Severity,
    Since,
    Turn,
)
from secaudit.findings.lifecycle import Progress, State
from secaudit.organisation.models import Unit
from secaudit.people.models import Person


class Finding(Record):
    """What an auditor found in one department, in five parts. Its text is locked at issue."""

    fiscal_year = IntegerField()
    serial = IntegerField()  # within the fiscal year; never used again
    number = CharField(max_length=20, unique=True)  # R8-12
    engagement = ForeignKeyField(Engagement, backref="findings")
    paper = ForeignKeyField(WorkingPaper, backref="findings")
    unit = ForeignKeyField(Unit, backref="findings", index=False)
    control = CharField(max_length=40)  # an id in the engagement's edition
    chapter = CharField(max_length=20)
    severity = EnumField(Severity)
    title = CharField(max_length=120)
    criterion = TextField(default="")
    condition = TextField(default="")
    cause = TextField(default="")
    effect = TextField(default="")
    recommendation = TextField(default="")
    publishable = TextField(default="")  # the summary that may leave the circle of those concerned
    state = EnumField(State, default=State.DRAFT)
    turn = EnumField(Turn, default=Turn.AUDITOR)  # who acts next; follows from state and plan
    repeats = ForeignKeyField("self", null=True, backref="repeated_by")
    # The first of the findings that were made in one go for several departments; none in that one.
    common = ForeignKeyField("self", null=True, backref="same_elsewhere")
    recorded_by = ForeignKeyField(Person, null=True, backref="recorded_findings", index=False)
    recorded_at = MomentField()
    # The auditor who follows it up; without one, whoever of the team comes to it.
    assigned_to = ForeignKeyField(Person, null=True, backref="followed_findings", index=False)
    fact_check_due_on = DateField(null=True)  # once it is set, the department knows of the finding
    reply = EnumField(Reply, null=True)  # of the fact check
    reply_words = TextField(default="")  # an objection stays on record
    replied_by = ForeignKeyField(Person, null=True, backref="fact_checks", index=False)
    replied_at = MomentField(null=True)
    decision_words = TextField(default="")  # the audit lead's, on an objection or on dropping it
    issued_at = MomentField(null=True)
    issued_hash = CharField(max_length=64, default="")  # of the text that was issued
    plan_due_on = DateField(null=True)
    due_on = DateField(null=True)  # in force; none before the CISO's instruction where it needs one
    first_due_on = DateField(null=True)  # the first that held; never overwritten
    next_due_on = DateField(null=True)  # of whatever is expected next; follows from the others
    extensions = IntegerField(default=0)
    reported_by = ForeignKeyField(Person, null=True, backref="reported_findings", index=False)
    reported_at = MomentField(null=True)
    verified_by = ForeignKeyField(Person, null=True, backref="verified_findings", index=False)
    verified_on = DateField(null=True)
    verified_how = TextField(default="")
    verified_method = EnumField(Method, null=True)
    effect_due_on = DateField(null=True)  # while it waits to be seen whether the measure lasted
    review_on = DateField(null=True)  # until when the risk is accepted
    closed_on = DateField(null=True)

    class Meta:
        indexes = (
            (("fiscal_year", "serial"), True),
            (("unit", "control"), False),
            (("state", "next_due_on"), False),
            (("turn", "next_due_on"), False),
        )


class Action(Record):
    """A corrective action: what will be different, who sees to it, by when."""

    finding = ForeignKeyField(Finding, backref="actions")
    position = IntegerField(default=1)
    cause_kind = EnumField(Cause)
    cause = TextField(default="")
    correction = TextField()  # what is put right at once
    prevention = TextField(default="")  # so that it does not come back
    interim = TextField(default="")  # until then
    check_by = TextField(default="")  # how the auditor will see it
    needs_budget = BooleanField(default=False)
    owner_unit = ForeignKeyField(Unit, backref="owned_actions", index=False)
    owner_title = CharField(max_length=60)  # owners are posts, not persons
    due_on = DateField()  # promised, in force
    first_due_on = DateField(null=True)  # as it was accepted; never overwritten
    state = EnumField(Progress, default=Progress.DRAFT)
    submitted_by = ForeignKeyField(Person, null=True, backref="submitted_actions", index=False)
    returned_words = TextField(default="")
    done_on = DateField(null=True)
    result = TextField(default="")  # what was done


class DueDate(Record):
    """A date by which a finding had to be mended. It is only ever followed by another."""

    finding = ForeignKeyField(Finding, backref="due_dates")
    due_on = DateField()
    since = EnumField(Since)
    set_on = DateField()


class Instruction(Record):
    """The CISO's 改善指示 about one report: from its day the deadlines run."""

    engagement = ForeignKeyField(Engagement, backref="instructions")
    words = TextField(default="")
    given_on = DateField()
    given_by = ForeignKeyField(
        Person, null=True, backref="instructions", index=False
    )  # not on paper
    recorded_by = ForeignKeyField(Person, null=True, backref="recorded_instructions", index=False)


class EffectCheck(Record):
    """Some time after it was mended: whether the measure lasted."""

    finding = ForeignKeyField(Finding, backref="effect_checks")
    due_on = DateField()
    checked_on = DateField()
    checked_by = ForeignKeyField(Person, null=True, backref="effect_checks", index=False)
    effective = BooleanField()
    method = EnumField(Method, null=True)
    how = TextField()


class Inquiry(Record):
    """Other departments are asked whether they have the same problem (横展開).

    They read the question, never the finding.
    """

    finding = ForeignKeyField(Finding, backref="inquiries")
    question = TextField()
    due_on = DateField()
    asked_by = ForeignKeyField(Person, backref="inquiries", index=False)
    asked_at = MomentField()


class InquiryReply(Record):
    """One department that is asked, and what it said."""

    inquiry = ForeignKeyField(Inquiry, backref="replies", index=False)
    unit = ForeignKeyField(Unit, backref="inquiries")
    answer = EnumField(Same, null=True)
    words = TextField(default="")
    replied_by = ForeignKeyField(Person, null=True, backref="inquiry_replies", index=False)
    replied_at = MomentField(null=True)

    class Meta:
        indexes = ((("inquiry", "unit"), True),)


class SavedView(Model):
    """A list as somebody likes to see it: a name for the conditions of an address. Theirs alone."""

    person = ForeignKeyField(Person, backref="saved_views", index=False)
    name = CharField(max_length=40)
    query = CharField(max_length=400)

    class Meta:
        indexes = ((("person", "name"), True),)


class Extension(Record):
    """The department asks for a later date; the old one stays on record."""

    finding = ForeignKeyField(Finding, backref="extension_requests")
    before = DateField()  # the date in force when it was asked for
    until = DateField()
    reason = TextField()
    interim = TextField(default="")  # what is done in the meantime
    level = EnumField(Turn)  # who decides: the first time the audit lead, then the CISO
    state = EnumField(RequestState, default=RequestState.REQUESTED)
    requested_by = ForeignKeyField(Person, backref="extensions_asked", index=False)
    requested_at = MomentField()
    decided_by = ForeignKeyField(Person, null=True, backref="extensions_decided", index=False)
    decided_at = MomentField(null=True)
    words = TextField(default="")


class RiskAcceptance(Record):
    """The department asks the CISO to live with it for a time. It ends on its review date."""

    finding = ForeignKeyField(Finding, backref="risk_requests")
    reason = TextField()
    measures = TextField(default="")  # what limits the harm meanwhile
    review_on = DateField()
    state = EnumField(RequestState, default=RequestState.REQUESTED)
    requested_by = ForeignKeyField(Person, backref="risks_asked", index=False)
    requested_at = MomentField()
    decided_by = ForeignKeyField(Person, null=True, backref="risks_decided", index=False)
    decided_at = MomentField(null=True)
    words = TextField(default="")


class Amendment(Record):
    """A correction added to an issued finding. What was issued stays as it was."""

    finding = ForeignKeyField(Finding, backref="amendments")
    text = TextField()
    reason = TextField()
    added_by = ForeignKeyField(Person, backref="amendments", index=False)
    added_at = MomentField()
