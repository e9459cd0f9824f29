from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectField, SelectMultipleField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget


class PassForm(FlaskForm):
    chosen = SelectMultipleField(
        _("What is passed on"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )
    to = SelectField(_("To whom"), [InputRequired(_("Choose to whom."))], coerce=str)
