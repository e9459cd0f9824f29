"""A form with one field of each kind, for the page that shows all components."""

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from secaudit.errors import N_

CAUSES = [
    SelectChoice("rule", _("There is no rule")),
    SelectChoice("known", _("The rule was not known")),
]

# What `/styleguide?errors=1` shows beside the fields.
ERRORS = {
    "title": N_("Enter a title."),
    "severity": N_("Choose a severity."),
    "due": N_("The due date must be after today (22 October)."),
}


class SampleForm(FlaskForm):
    title = StringField(
        _("Title"),
        [InputRequired(), Length(max=80)],
        description=_("What is missing, in one line."),
    )
    fact = TextAreaField(
        _("Facts"), [Length(max=400)], description=_("What was seen, when and where.")
    )
    due = DateField(_("Due"), [Optional()])
    severity = RadioField(
        _("Severity"),
        [InputRequired()],
        choices=[SelectChoice("major", _("Major")), SelectChoice("minor", _("Minor"))],
    )
    causes = SelectMultipleField(
        _("Causes"), choices=CAUSES, widget=ListWidget(), option_widget=CheckboxInput()
    )
    cause = SelectField(_("Main cause"), choices=CAUSES)
    password = PasswordField(_("Password"), render_kw={"autocomplete": "off"})
    evidence = FileField(
        _("Evidence"), description=_("PDF, picture, Excel or Word. You can also paste it here.")
    )
    sure = BooleanField(_("I have seen for myself how things are"))


def sample_form() -> SampleForm:
    """As a person first meets it, or with errors where the address asks for them."""
    form = SampleForm()
    for name, text in ERRORS.items() if "errors" in request.args else ():
        form[name].errors = [gettext(text)]
    return form
