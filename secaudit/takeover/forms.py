from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, IntegerField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from secaudit.takeover.columns import LABELS, Columns
from secaudit.web.fields import DayField


class UploadForm(FlaskForm):
    year = IntegerField(
        _("Fiscal year of the answers (western year in which it begins)"),
        [InputRequired(_("Enter the fiscal year."))],
    )
    on = DayField(
        _("Departments as of this day"),
        description=_("Departments in the file are found by their code or name on this day."),
    )
    label = StringField(
        _("Name of the new edition"),
        [InputRequired(_("Give the edition a name.")), Length(max=40)],
        description=_("New questions become an edition of the city's own rules, which somebody else approves."),
    )  # fmt: skip
    file = FileField(
        _("File"),
        [FileRequired(_("Choose a file."))],
        description=_("CSV (UTF-8 or Shift_JIS/CP932), Excel (.xlsx) or OpenDocument (.ods)."),
    )


class DraftForm(FlaskForm):
    """The draft alone; the rest of the page is read by its own names."""

    draft = HiddenField()


class ColumnsForm(DraftForm):
    wide = RadioField(
        _("Where the answers stand"),
        choices=[
            SelectChoice("long", _("One row for each question and department")),
            SelectChoice("wide", _("One row for each question, one column for each department")),
        ],
        default="long",
    )

    def columns(self) -> Columns:
        return Columns(
            **{name: int(self[name].data or 0) for name in LABELS}, wide=self.wide.data == "wide"
        )


for _name, _label in LABELS.items():
    setattr(ColumnsForm, _name, SelectField(_(_label), coerce=int, default=0))
