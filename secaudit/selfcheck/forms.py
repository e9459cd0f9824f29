from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
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
from secaudit.directory.fields import ChoicesField
from secaudit.selfcheck.actions import Plan
from secaudit.selfcheck.actions.periods import FIRST_YEAR, LAST_YEAR
from secaudit.selfcheck.answers import LONGEST_REASON
from secaudit.selfcheck.kinds import READY_WORDS, WORDS, Form, Value
from secaudit.web.fields import DayField, SeenField, VersionForm


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
    others = ChoicesField(
        _("Forms beside the department's"),
        description=_("Each has figures of its own; the department form is always asked."),
    )
    staff = RadioField(
        _("Staff form"),
        choices=[
            SelectChoice("", _("Not asked")),
            SelectChoice(
                "person", _("Each person answers here; nobody else ever sees their answers")
            ),
            SelectChoice(
                "counts", _("Only numbers come in: entered by the head, or from a form tool's CSV")
            ),
        ],
        default="",
    )
    purpose = TextAreaField(
        _("Purpose and remarks (optional)"), [Length(max=2000)], render_kw={"rows": 4}
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.others.offer(
            (form.value, _(form.label)) for form in (Form.HEAD, Form.SYSTEM, Form.CHIEF)
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
            forms=tuple(filter(None, [*(self.others.data or []), self.staff.data])),
        )


class StaffFileForm(FlaskForm):
    file = FileField(
        _("File of the form tool"),
        [FileRequired(_("Choose a file."))],
        description=_("CSV, Excel (.xlsx) or OpenDocument (.ods), up to 10 MB."),
    )


class TakeStaffForm(FlaskForm):
    draft_token = HiddenField()  # by this name it is not shown as something typed


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

    version = SeenField()
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


class AskForm(VersionForm):
    """A question to the secretariat, or to a colleague who is named."""

    text = TextAreaField(
        _("What would you like to know?"),
        [InputRequired(_("Write what you would like to know.")), Length(max=LONGEST_REASON)],
        render_kw={"rows": 3},
    )
    to = RadioField(
        _("Whom do you ask?"), choices=[SelectChoice("", _("The secretariat"))], default=""
    )

    def add(self, person, title: str) -> None:
        """Offer a colleague."""
        words = f"{person.name}（{title}）" if title else person.name
        self.to.choices.append(SelectChoice(str(person.id), words))  # type: ignore[union-attr]

    def person(self) -> int | None:
        return int(self.to.data) if self.to.data else None


class ReplyForm(VersionForm):
    text = TextAreaField(
        _("Reply"),
        [InputRequired(_("Write the reply.")), Length(max=LONGEST_REASON)],
        render_kw={"rows": 4},
    )
    suggests = RadioField(
        _("Suggested answer (optional)"),
        choices=[SelectChoice("", _("No suggestion"))]
        + [
            SelectChoice(value.value, _(words))
            for value, words in WORDS.items()
            if value != Value.UNKNOWN
        ],
        default="",
    )


class PublishForm(VersionForm):
    """What all departments read beside a question; no name and no office stands in it."""

    question = TextAreaField(
        _("Question, as all departments read it"),
        [Length(max=LONGEST_REASON)],
        render_kw={"rows": 2},
    )
    answer = TextAreaField(
        _("Answer"),
        [Length(max=LONGEST_REASON)],
        description=_("Leave it empty to take it back."),
        render_kw={"rows": 3},
    )


class WordsForm(VersionForm):
    words = TextAreaField(_("Reason"), [InputRequired(_("Write the reason.")), Length(max=1000)])
