from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import FileField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from secaudit.decisions.forms import DecisionForm
from secaudit.web.fields import DayField, SeenField


class SeenForm(FlaskForm):
    seen = SeenField()


class HashForm(FlaskForm):
    hash = HiddenField()


class NewForm(FlaskForm):
    chapter = SelectField(_("Chapter"), validate_choice=True)


class RequestForm(FlaskForm):
    label = StringField(
        _("Name of the edition"),
        [InputRequired(_("Enter the name of the edition.")), Length(max=40)],
        description=_("For example 2026.1-2."),
    )
    effective_on = DayField(_("Takes effect on"))
    note = TextAreaField(_("What is changed, and why"), [Length(max=2000)], render_kw={"rows": 3})


class AskForm(SeenForm):
    note = TextAreaField(_("What is changed, and why"), [Length(max=2000)], render_kw={"rows": 3})


class ArchiveForm(FlaskForm):
    file = FileField(
        _("ZIP file"),
        description=_("The files as they were exported, also after they were under git."),
    )


class WordsForm(SeenForm):
    words = TextAreaField(
        _("What has to be put right"),
        [InputRequired(_("Write the reason.")), Length(max=1000)],
        render_kw={"rows": 4},
    )


class PaperForm(DecisionForm):
    """A decision on paper about exactly what was shown."""

    hash = HiddenField()
