from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from secaudit.opendata.folder import NAME

LETTERS = _("Use small letters a to z, digits and hyphens.")


class NameForm(FlaskForm):
    name = StringField(
        _("Short name of the survey"),
        [InputRequired(LETTERS), Length(max=60)],
        description=_("Name of its file. Small letters a to z, digits and hyphens: soumu-2026."),
    )

    def validate_name(self, field) -> None:
        if not NAME.fullmatch(field.data):
            raise ValidationError(LETTERS)


class SurveyForm(FlaskForm):
    based_on = HiddenField()
    text = TextAreaField(
        _("The survey as YAML"),
        [InputRequired(_("Write the survey, at most 400 kB.")), Length(max=400_000)],
        render_kw={"rows": 24, "spellcheck": "false"},
    )
