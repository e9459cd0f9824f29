"""What the department promises and reports, and how it is verified."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from secaudit.evidence.forms import ProofForm
from secaudit.findings.actions.mending import Promise, Result
from secaudit.findings.forms.fields import long_text, method_field
from secaudit.findings.kinds import CAUSES, Cause
from secaudit.web.fields import DayField, SeenField, VersionForm


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
