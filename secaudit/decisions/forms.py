from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from secaudit.decisions.actions import Paper
from secaudit.decisions.models import LABELS, Medium
from secaudit.web.fields import DayField


class DecisionForm(FlaskForm):
    """What stands on the paper."""

    medium = RadioField(
        _("Where it was decided"),
        [InputRequired(_("Choose where it was decided."))],
        choices=[SelectChoice(medium.value, _(words)) for medium, words in LABELS.items()],
    )
    decided_by = StringField(
        _("Who decided (name)"), [InputRequired(_("Enter the name.")), Length(max=80)]
    )
    post = StringField(_("In which post"), [InputRequired(_("Enter the post.")), Length(max=60)])
    decided_on = DayField(_("Decided on"))
    document = StringField(
        _("Document number"),
        [InputRequired(_("Enter the document number.")), Length(max=60)],
    )
    note = TextAreaField(_("Note (optional)"), [Length(max=400)], render_kw={"rows": 3})

    def paper(self) -> Paper:
        return Paper(
            medium=Medium(self.medium.data),
            decided_by=self.decided_by.data,
            post=self.post.data,
            decided_on=self.decided_on.data,
            document=self.document.data,
            note=self.note.data or "",
        )
