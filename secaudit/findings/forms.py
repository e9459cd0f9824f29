from collections.abc import Iterable

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from secaudit.decisions.forms import DecisionForm
from secaudit.evidence.forms import ProofForm
from secaudit.findings.actions.mending import Promise, Result
from secaudit.findings.actions.recording import Text
from secaudit.findings.kinds import (
    CAUSES,
    MEANINGS,
    METHODS,
    SAMES,
    SEVERITIES,
    Cause,
    Same,
    Severity,
)
from secaudit.findings.rules import LONGEST
from secaudit.web.fields import DayField, SeenField, VersionForm


def plain(text: str | None) -> str | None:
    """Without what no text contains: NUL, which databases refuse."""
    return text.replace("\x00", "").strip() if text else text


def short_text(label, message="", most=120, **options):
    need = [InputRequired(message)] if message else [Optional()]
    return StringField(label, [*need, Length(max=most)], filters=[plain], **options)


class AtMost:
    """A limit that is only mentioned when it is passed; short ones count along while typing."""

    def __init__(self, limit: int):
        self.limit = limit

    def __call__(self, form, field) -> None:
        if len(field.data or "") > self.limit:
            raise ValidationError(_("Write at most %(limit)s characters.", limit=self.limit))


def long_text(label, message="", most=LONGEST, rows=3, **options):
    need = [InputRequired(message)] if message else [Optional()]
    limit = Length(max=most) if most <= COUNTED else AtMost(most)
    return TextAreaField(
        label, [*need, limit], filters=[plain], render_kw={"rows": rows}, **options
    )


COUNTED = 400


def severity_choices():
    return [SelectChoice(each.value, meaning(each)) for each in SEVERITIES]


def meaning(severity: Severity) -> str:
    """「◆重大：…」 in the reader's language."""
    word = f"{severity.mark} {gettext(severity.label)}"
    return gettext("%(word)s: %(meaning)s", word=word, meaning=gettext(MEANINGS[severity]))


class TextForm(VersionForm):
    """The five parts of a finding, and how serious it is."""

    title = short_text(_("What is wrong, in one line"), _("Say in one line what is wrong."))
    severity = RadioField(
        _("How serious"),
        [InputRequired(_("Choose how serious it is."))],
        choices=severity_choices,
    )
    condition = long_text(
        _("Condition (what was seen)"),
        description=_("What was seen, when and where. Facts only: the head will check them."),
    )
    criterion = long_text(
        _("Criterion (what it is measured by)"), rows=3, description=_("Rule and article.")
    )
    cause = long_text(_("Cause (as far as known)"), rows=3)
    effect = long_text(
        _("Effect or risk"), rows=3, description=_("For residents, continuity, the law.")
    )
    recommendation = long_text(_("Recommendation"), rows=3)
    publishable = long_text(
        _("Summary that may be published"),
        most=400,
        rows=2,
        description=_("Without names of systems and weak points. The secretariat sees only this."),
    )

    def text(self) -> Text:
        return Text(
            Severity(self.severity.data),
            *(getattr(self, name).data or "" for name in TEXTS),
        )


TEXTS = (
    "title",
    "criterion",
    "condition",
    "cause",
    "effect",
    "recommendation",
    "publishable",
)


class PromiseForm(VersionForm):
    """A corrective action."""

    cause_kind = RadioField(
        _("Cause"),
        [InputRequired(_("Choose the cause that fits best."))],
        choices=[SelectChoice(each.value, _(words)) for each, words in CAUSES.items()],
    )
    cause = long_text(_("The cause in your words"), rows=2)
    correction = long_text(
        _("What is put right"),
        _("Say what is put right."),
        rows=3,
        description=_("What will be different, not only that people are told."),
    )
    prevention = long_text(_("So that it does not come back"), rows=3)
    interim = long_text(_("Until then"), rows=2, description=_("What limits the harm from today."))
    owner = SelectField(
        _("The post that sees to it"), [InputRequired(_("Choose the post that sees to it."))]
    )
    due_on = DayField(_("Done by"))
    check_by = long_text(_("How the auditor will see it"), rows=2)
    needs_budget = BooleanField(_("Needs money of next year's budget"))

    def promise(self) -> Promise:
        unit, _slash, title = self.owner.data.partition("/")
        return Promise(
            cause_kind=Cause(self.cause_kind.data),
            correction=self.correction.data,
            due_on=self.due_on.data,
            owner_unit=int(unit),
            owner_title=title,
            cause=self.cause.data or "",
            prevention=self.prevention.data or "",
            interim=self.interim.data or "",
            check_by=self.check_by.data or "",
            needs_budget=self.needs_budget.data,
        )


class ResultForm(ProofForm):
    """What was done about an action, and what shows it."""

    version = SeenField()
    words = long_text(_("What was done"), _("Say what was done."))
    done_on = DayField(_("Done on"))

    def result(self) -> Result:
        return Result(self.words.data, self.done_on.data, self.proof())


def method_field():
    return RadioField(
        _("Method"),
        [InputRequired(_("Choose how you checked it."))],
        choices=[SelectChoice(each.value, _(words)) for each, words in METHODS.items()],
    )


class VerifyForm(VersionForm):
    method = method_field()
    how = long_text(
        _("How you checked it"),
        _("Say how you checked it."),
        description=_("What you looked at, and how many."),
    )
    seen_on = DayField(_("Checked on"))


class EffectForm(VersionForm):
    """Some time after it was mended."""

    effective = RadioField(
        _("Has the measure lasted?"),
        [InputRequired(_("Choose one of the two."))],
        choices=[
            SelectChoice("yes", _("Yes: it is still done, and the problem has not come back")),
            SelectChoice("no", _("No: the finding is opened again, with a new due date")),
        ],
    )
    method = method_field()
    how = long_text(
        _("What you saw"),
        _("Say how you checked it."),
        description=_("Records since it was mended, how many; what the department says."),
    )
    seen_on = DayField(_("Checked on"))


class InstructionForm(VersionForm):
    words = long_text(
        _("Words of the instruction (optional)"),
        rows=3,
        description=_("The departments read it beside their findings."),
    )


class PaperInstructionForm(InstructionForm, DecisionForm):
    """An instruction that was given outside the product."""


class TickBoxes(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class SpreadForm(FlaskForm):
    """Other departments are asked."""

    question = long_text(
        _("Question to the departments"),
        _("Write the question."),
        rows=4,
        description=_("They read only this. Do not name the department or its weak points."),
    )
    units = TickBoxes(
        _("Departments to ask"), [InputRequired(_("Choose at least one department."))]
    )
    due_on = DayField(_("Answer by"))


def in_signs(answer: Same) -> str:
    return f"{answer.mark} {gettext(answer.label)}"


class InquiryForm(VersionForm):
    """One department answers."""

    answer = RadioField(
        _("Does your department have the same problem?"),
        [InputRequired(_("Choose an answer."))],
        choices=[SelectChoice(each.value, LazyString(in_signs, each)) for each in SAMES],
    )
    words = long_text(
        _("Explanation"),
        rows=3,
        description=_("Where you have the same problem: where, and what you will do by when."),
    )


class ExtensionForm(VersionForm):
    until = DayField(_("New due date"))
    reason = long_text(_("Why more time is needed"), _("Say why more time is needed."), rows=3)
    interim = long_text(_("Until then"), rows=2, description=_("What limits the harm from today."))


class RiskForm(VersionForm):
    reason = long_text(
        _("Why it cannot be mended for now"), _("Say why it cannot be mended for now."), rows=3
    )
    measures = long_text(
        _("What limits the harm meanwhile"), _("Say what limits the harm meanwhile."), rows=3
    )
    review_on = DayField(_("To be looked at again by"), description=_("At most a year from today."))


class DecideForm(VersionForm):
    granted = RadioField(
        _("Decision"),
        [InputRequired(_("Choose one of the two."))],
        choices=[SelectChoice("yes", _("Grant it")), SelectChoice("no", _("Do not grant it"))],
    )
    words = long_text(_("Words to the department"), rows=3)


class AmendForm(VersionForm):
    text = long_text(_("Correction"), _("Write the correction."), rows=3)
    reason = long_text(_("Why it is corrected"), _("Say why it is corrected."), rows=2)


REPLY_CHOICES = [
    SelectChoice("agreed", _("No objection to the facts")),
    SelectChoice("disputed", _("Objection")),
]


def fact_check_form(findings: Iterable) -> FlaskForm:
    """One pair of fields for each finding that is laid before the head."""
    fields: dict = {}
    for finding in findings:
        fields[f"version_{finding.id}"] = HiddenField(default=str(finding.version))
        fields[f"reply_{finding.id}"] = RadioField(
            _("Are the facts of %(number)s right?", number=finding.number),
            [Optional()],
            choices=REPLY_CHOICES,
        )
        fields[f"words_{finding.id}"] = long_text(
            _("Comment on %(number)s", number=finding.number),
            rows=2,
            description=_("With an objection: which fact is not right, and what is."),
        )
    return type("FactCheckForm", (FlaskForm,), fields)()
