"""More time, a risk to be accepted, and the decision."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from secaudit.decisions.actions import Paper
from secaudit.findings.forms.fields import long_text
from secaudit.web.fields import DayField, VersionForm


class ExtensionForm(VersionForm):
    until = DayField(_("New due date"))
    reason = long_text(_("Why more time is needed"), _("Say why more time is needed."), rows=3)
    interim = long_text(_("Until then"), rows=2, description=_("What limits the harm from today."))


class RiskForm(VersionForm):
    reason = long_text(
        _("Why it cannot be mended for now"), _("Say why it cannot be mended for now."), rows=3
    )
    measures = long_text(
        _("What limits the harm meanwhile"), _("Say what limits the harm meanwhile."), rows=3
    )
    review_on = DayField(_("To be looked at again by"), description=_("At most a year from today."))


class DecideForm(VersionForm):
    granted = RadioField(
        _("Decision"),
        [InputRequired(_("Choose one of the two."))],
        choices=[SelectChoice("yes", _("Grant it")), SelectChoice("no", _("Do not grant it"))],
    )
    words = long_text(_("Words to the department"), rows=3)

    def paper(self) -> Paper | None:
        """What it is recorded from, where it was not decided here."""
        return None
