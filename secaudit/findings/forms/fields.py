"""Fields that several forms of a finding have."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from secaudit.findings.kinds import METHODS
from secaudit.findings.rules import LONGEST

COUNTED = 400


def plain(text: str | None) -> str | None:
    """Without what no text contains: NUL, which databases refuse."""
    return text.replace("\x00", "").strip() if text else text


def short_text(label, message="", most=120, **options):
    need = [InputRequired(message)] if message else [Optional()]
    return StringField(label, [*need, Length(max=most)], filters=[plain], **options)


class AtMost:
    """A limit that is only mentioned when it is passed; short ones count along while typing."""

    def __init__(self, limit: int):
        self.limit = limit

    def __call__(self, form, field) -> None:
        if len(field.data or "") > self.limit:
            raise ValidationError(_("Write at most %(limit)s characters.", limit=self.limit))


def long_text(label, message="", most=LONGEST, rows=3, **options):
    need = [InputRequired(message)] if message else [Optional()]
    limit = Length(max=most) if most <= COUNTED else AtMost(most)
    return TextAreaField(
        label, [*need, limit], filters=[plain], render_kw={"rows": rows}, **options
    )


def method_field():
    return RadioField(
        _("Method"),
        [InputRequired(_("Choose how you checked it."))],
        choices=[SelectChoice(each.value, _(words)) for each, words in METHODS.items()],
    )
