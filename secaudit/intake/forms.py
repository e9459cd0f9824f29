from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, PasswordField
from wtforms.validators import Length

from secaudit.directory.fields import ChoiceField
from secaudit.web.fields import DayField


class UploadForm(FlaskForm):
    on = DayField(
        _("On this day"),
        description=_("The first day on which it holds, usually 1 April; for example R9.4.1."),
    )
    file = FileField(
        _("File"),
        [FileRequired(_("Choose a file."))],
        description=_("CSV (UTF-8 or Shift_JIS/CP932), Excel (.xlsx) or OpenDocument (.ods)."),
    )
    complete = BooleanField(
        _("The file is the complete list"),
        default=True,
        description=_(
            "Whoever or whatever is not in it has left or is abolished. Leave out for a part."
        ),
    )


class ConfirmForm(FlaskForm):
    draft = HiddenField()


class ConfirmAgainForm(ConfirmForm):
    """Posts are roles: the password once more, if it was given too long ago."""

    password = PasswordField(
        _("Your password once more"),
        [Length(max=512)],
        render_kw={"autocomplete": "current-password"},
    )


class DownloadForm(FlaskForm):
    content = ChoiceField(
        _("Content"),
        [("present", _("what is there today")), ("empty", _("headings only"))],
    )
    format = ChoiceField(
        _("Format"),
        [
            ("xlsx", _("Excel")),
            ("csv", _("CSV (UTF-8)")),
            ("cp932", _("CSV (Shift_JIS/CP932)")),
        ],
    )
