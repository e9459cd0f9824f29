from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from secaudit.correspondence.actions import LONGEST, Entered
from secaudit.web.fields import DayField, VersionForm


class HeadForm(VersionForm):
    number = StringField(
        _("Document number"),
        [Length(max=LONGEST["number"])],
        description=_("As the city's own document system gives it."),
    )
    dated_on = DayField(_("Date of the document"), optional=True)
    sender = StringField(
        _("Sender, by post"),
        [Length(max=LONGEST["sender"])],
        description=_("For example 情報政策課長"),
    )
    words = TextAreaField(
        _("Further words (optional)"), [Length(max=LONGEST["words"])], render_kw={"rows": 5}
    )

    def entered(self) -> Entered:
        return Entered(
            self.number.data or "",
            self.dated_on.data,
            self.sender.data or "",
            self.words.data or "",
        )
