from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField


class UploadForm(FlaskForm):
    file = FileField(
        _("Filled workbook"),
        [FileRequired(_("Choose a file."))],
        description=_("Excel (.xlsx) or OpenDocument (.ods), up to 10 MB."),
    )


class TakeForm(FlaskForm):
    draft_token = HiddenField()  # by this name it is not shown as something typed
