from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    HiddenField,
    IntegerField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange

from secaudit.decisions.forms import DecisionForm
from secaudit.selfcheck.actions import Plan
from secaudit.selfcheck.actions.periods import FIRST_YEAR, LAST_YEAR
from secaudit.selfcheck.answers import LONGEST_REASON
from secaudit.selfcheck.kinds import READY_WORDS, WORDS
from secaudit.web.fields import DayField


class VersionField(HiddenField):
    """The version the form was made from; whatever else comes in is none at all."""

    def process_formdata(self, valuelist) -> None:
        text = valuelist[0] if valuelist else ""
        self.data = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


class VersionForm(FlaskForm):
    version = VersionField()


class PlanForm(VersionForm):
    fiscal_year = IntegerField(
        _("Fiscal year (western year in which it begins)"),
        [InputRequired(_("Enter the fiscal year.")), NumberRange(FIRST_YEAR, LAST_YEAR)],
    )
    title = StringField(
        _("Title"), [Length(max=120)], description=_("Leave it empty for the usual title.")
    )
    opens_on = DayField(_("Opens on"))
    due_on = DayField(_("Due on"))
    reference_date = DayField(
        _("Reference date"),
        description=_("“The past 12 months” in a question end with this day."),
    )
    scope = RadioField(
        _("Questions"),
        choices=[
            SelectChoice("core", _("Core questions only (recommended for the first year)")),
            SelectChoice("all", _("All questions of the catalogue that apply")),
        ],
        default="core",
    )
    purpose = TextAreaField(
        _("Purpose and remarks (optional)"), [Length(max=2000)], render_kw={"rows": 4}
    )

    def plan(self) -> Plan:
        return Plan(
            fiscal_year=self.fiscal_year.data or 0,
            opens_on=self.opens_on.data,  # type: ignore[arg-type]
            due_on=self.due_on.data,  # type: ignore[arg-type]
            reference_date=self.reference_date.data,  # type: ignore[arg-type]
            title=(self.title.data or "").strip(),
            purpose=(self.purpose.data or "").strip(),
            core_only=self.scope.data == "core",
        )


class ReopenForm(VersionForm):
    due_on = DayField(_("New due date"))
    reason = TextAreaField(_("Reason"), [InputRequired(_("Write the reason.")), Length(max=1000)])


class PutOffForm(ReopenForm):
    """More time for one department."""


class ExemptForm(VersionForm):
    reason = TextAreaField(
        _("Why the department need not answer"),
        [InputRequired(_("Write the reason.")), Length(max=1000)],
    )


class PaperForm(DecisionForm):
    """A decision on paper about exactly what was shown."""

    version = VersionField()
    hash = HiddenField()


class CorrectionForm(FlaskForm):
    value = RadioField(
        _("The answer should have been"),
        [InputRequired(_("Choose one of the five answers."))],
        choices=[SelectChoice(value.value, _(words)) for value, words in WORDS.items()],
    )
    reason = TextAreaField(_("Reason for △, × or －"), [Length(max=LONGEST_REASON)])
    ready_reason = RadioField(
        _("Where it is －"),
        choices=[SelectChoice(ready.value, _(words)) for ready, words in READY_WORDS.items()]
        + [SelectChoice("", _("Another reason, written above"))],
        default="",
        validate_choice=False,
    )
    why = TextAreaField(
        _("Why the answer was wrong"),
        [InputRequired(_("Write why the answer was wrong.")), Length(max=1000)],
    )


class WordsForm(VersionForm):
    words = TextAreaField(_("Reason"), [InputRequired(_("Write the reason.")), Length(max=1000)])
