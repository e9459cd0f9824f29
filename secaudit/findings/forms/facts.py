"""What the head says about the facts."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from secaudit.findings.forms.fields import long_text

REPLY_CHOICES = [
    SelectChoice("agreed", _("No objection to the facts")),
    SelectChoice("disputed", _("Objection")),
]


def fact_check_form(findings: Iterable) -> FlaskForm:
    """One pair of fields for each finding that is laid before the head."""
    fields: dict = {}
    for finding in findings:
        fields[f"version_{finding.id}"] = HiddenField(default=str(finding.version))
        fields[f"reply_{finding.id}"] = RadioField(
            _("Are the facts of %(number)s right?", number=finding.number),
            [Optional()],
            choices=REPLY_CHOICES,
        )
        fields[f"words_{finding.id}"] = long_text(
            _("Comment on %(number)s", number=finding.number),
            rows=2,
            description=_("With an objection: which fact is not right, and what is."),
        )
    return type("FactCheckForm", (FlaskForm,), fields)()
