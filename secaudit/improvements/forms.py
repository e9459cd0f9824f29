from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from secaudit.improvements.kinds import LONGEST
from secaudit.web.fields import DayField, VersionForm


def words(label, message="", **options):
    need = [InputRequired(message)] if message else []
    return TextAreaField(label, [*need, Length(max=LONGEST)], render_kw={"rows": 3}, **options)


class MoveForm(VersionForm):
    due_on = DayField(_("New date"))
    reason = words(_("Why the date cannot be kept"), _("Write the reason."))
    interim = words(
        _("What is done until then (interim measure)"),
        description=_("Needed where the new date lies in a later fiscal year."),
    )


class DoneForm(VersionForm):
    done_on = DayField(_("Done on"))
    report = words(_("What was done"), _("Write what was done."))
    evidence = StringField(
        _("What shows it, and where it is kept (optional)"), [Length(max=LONGEST)]
    )


class BackForm(VersionForm):
    words = words(_("What is still missing"), _("Say what is still missing."))
