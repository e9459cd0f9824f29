"""What an auditor types: the finding, and a correction once it is issued."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from secaudit.findings.actions.recording import Text
from secaudit.findings.forms.fields import long_text, short_text
from secaudit.findings.kinds import MEANINGS, SEVERITIES, Severity
from secaudit.web.fields import VersionForm


def severity_choices():
    return [SelectChoice(each.value, meaning(each)) for each in SEVERITIES]


def meaning(severity: Severity) -> str:
    """「◆重大：…」 in the reader's language."""
    word = f"{severity.mark} {gettext(severity.label)}"
    return gettext("%(word)s: %(meaning)s", word=word, meaning=gettext(MEANINGS[severity]))


TEXTS = (
    "title",
    "criterion",
    "condition",
    "cause",
    "effect",
    "recommendation",
    "publishable",
)


class TextForm(VersionForm):
    """The five parts of a finding, and how serious it is."""

    title = short_text(_("What is wrong, in one line"), _("Say in one line what is wrong."))
    severity = RadioField(
        _("How serious"),
        [InputRequired(_("Choose how serious it is."))],
        choices=severity_choices,
    )
    condition = long_text(
        _("Condition (what was seen)"),
        description=_("What was seen, when and where. Facts only: the head will check them."),
    )
    criterion = long_text(
        _("Criterion (what it is measured by)"), rows=3, description=_("Rule and article.")
    )
    cause = long_text(_("Cause (as far as known)"), rows=3)
    effect = long_text(
        _("Effect or risk"), rows=3, description=_("For residents, continuity, the law.")
    )
    recommendation = long_text(_("Recommendation"), rows=3)
    publishable = long_text(
        _("Summary that may be published"),
        most=400,
        rows=2,
        description=_("Without names of systems and weak points. The secretariat sees only this."),
    )

    def text(self) -> Text:
        return Text(
            Severity(self.severity.data),
            *(getattr(self, name).data or "" for name in TEXTS),
        )


class AmendForm(VersionForm):
    text = long_text(_("Correction"), _("Write the correction."), rows=3)
    reason = long_text(_("Why it is corrected"), _("Say why it is corrected."), rows=2)
