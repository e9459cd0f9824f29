"""What reaches several departments: an instruction, the question whether it is the same there."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from secaudit.decisions.forms import DecisionForm
from secaudit.findings.forms.fields import long_text
from secaudit.findings.kinds import SAMES, Same
from secaudit.web.fields import DayField, TickBoxes, VersionForm


class InstructionForm(VersionForm):
    words = long_text(
        _("Words of the instruction (optional)"),
        rows=3,
        description=_("The departments read it beside their findings."),
    )


class PaperInstructionForm(InstructionForm, DecisionForm):
    """An instruction that was given outside the product."""


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
