from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.validators import InputRequired

from secaudit.web.fields import TickBoxes


class PassForm(FlaskForm):
    chosen = TickBoxes(_("What is passed on"), validate_choice=False)
    to = SelectField(_("To whom"), [InputRequired(_("Choose to whom."))], coerce=str)
