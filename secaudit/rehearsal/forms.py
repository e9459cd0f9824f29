from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired

from secaudit.web.fields import Typed

CONFIRMING = ("捨てる", "throw away")


class EndForm(FlaskForm):
    typed = StringField(
        _("Type “throw away” to confirm"),
        [InputRequired(_("Type the words.")), Typed(CONFIRMING, _("Type exactly: throw away"))],
    )
