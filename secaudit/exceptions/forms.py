from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from secaudit.decisions.forms import DecisionForm
from secaudit.exceptions.actions import Wish
from secaudit.web.fields import DayField, SeenField

NEEDED = InputRequired(_("This must be filled in."))
LONGEST = 1000


def words(label, *validators, rows: int = 3, **options):
    return TextAreaField(
        label, [*validators, Length(max=LONGEST)], render_kw={"rows": rows}, **options
    )


class SeenForm(FlaskForm):
    seen = SeenField()


class WishForm(FlaskForm):
    unit = SelectField(_("Department"), coerce=int)
    control = SelectField(
        _("Control that cannot be kept"), [InputRequired(_("Choose the control."))]
    )
    what = words(
        _("What is done otherwise"), NEEDED, description=_("For which equipment, work or persons.")
    )
    reason = words(_("Why the control cannot be kept for now"), NEEDED)
    compensation = words(
        _("What protects instead (compensating measure)"),
        NEEDED,
        description=_("What is done so that the risk stays bearable until then."),
    )
    starts_on = DayField(_("From"))
    expires_on = DayField(
        _("Until (last day)"), description=_("A year at most. Before it ends it can be asked for anew.")
    )  # fmt: skip

    def wish(self) -> Wish:
        return Wish(
            control=self.control.data,
            what=(self.what.data or "").strip(),
            reason=(self.reason.data or "").strip(),
            compensation=(self.compensation.data or "").strip(),
            starts_on=self.starts_on.data,
            expires_on=self.expires_on.data,
        )


class ApproveForm(SeenForm):
    words = words(_("Condition, or a note (optional)"))


class RefuseForm(SeenForm):
    words = words(_("Why it is not approved"), InputRequired(_("Write the reason.")))


class EndForm(SeenForm):
    words = words(
        _("Why it ends"),
        InputRequired(_("Write the reason.")),
        description=_("For example: the equipment was replaced on 1 October."),
    )


class PaperForm(DecisionForm):
    """A decision on paper about the request that was shown."""

    seen = SeenField()
