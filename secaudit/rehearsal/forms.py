from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, ValidationError

CONFIRMING = ("捨てる", "throw away")  # in either language


class EndForm(FlaskForm):
    """What cannot be undone is typed."""

    typed = StringField(_("Type “throw away” to confirm"), [InputRequired(_("Type the words."))])

    def validate_typed(self, field) -> None:
        if field.data.strip().lower() not in CONFIRMING:
            raise ValidationError(_("Type exactly: throw away"))
