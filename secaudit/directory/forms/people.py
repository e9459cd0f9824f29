from datetime import date, timedelta

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms.validators import ValidationError

from secaudit.access.roles import LABELS, Role
from secaudit.config import LANGUAGES
from secaudit.directory.fields import CHOOSE, ChoiceField, LineField, offices
from secaudit.organisation.texts import code, mail
from secaudit.web.fields import DayField, SeenField

ROLES = [("", _("(choose)")), *((role.value, _(words)) for role, words in LABELS.items())]
LANGUAGE_NAMES = {"ja": "日本語", "en": "English"}
ONE_DAY = timedelta(days=1)


class PersonForm(FlaskForm):
    number = LineField(
        _("Employee number"), 20, True, check=code, description=_("With leading zeros.")
    )
    name = LineField(_("Name"), 80, True)
    kana = LineField(_("Reading (kana)"), 80)
    name_en = LineField(_("Name in English"), 80)
    mail = LineField(_("Mail address"), 160, check=mail)
    language = ChoiceField(_("Language"), [(each, LANGUAGE_NAMES[each]) for each in LANGUAGES])

    def words(self) -> dict:
        names = ("number", "name", "kana", "name_en", "mail", "language")
        return {name: self[name].data for name in names}


class PersonChangeForm(PersonForm):
    seen = SeenField()


class PostForm(FlaskForm):
    """A post, or standing in for somebody's post while they are away."""

    valid_from = DayField(_("From"))
    valid_to = DayField(
        _("Last day"),
        optional=True,
        description=_("Empty: until further notice. For example R9.3.31 or 2027-03-31."),
    )
    role = ChoiceField(_("Role"), ROLES)
    unit = ChoiceField(
        _("Office"), number=True, description=_("Needed for heads, contacts, directors and staff.")
    )
    system = ChoiceField(_("System"), number=True, description=_("For owners and operators only."))
    title = LineField(
        _("Job title"), 60, description=_("For example head of department, chief clerk.")
    )
    acting_for = ChoiceField(
        _("Stands in for"),
        number=True,
        description=_("Role, office and system are then those of the person who is away."),
    )
    reason = LineField(_("Reason"), 200)

    def __init__(self, on: date, systems: list, posts: list, **options):
        super().__init__(**options)
        self.unit.offer(offices(self.valid_from.data or on))
        self.system.offer([("", _("(none)")), *systems])
        self.acting_for.offer([("", _("(nobody)")), *posts])

    def validate_role(self, field) -> None:
        """Whoever stands in has the role of the person who is away."""
        if not field.data and not self.acting_for.data:
            raise ValidationError(CHOOSE)

    def words(self) -> dict:
        names = ("valid_from", "unit", "system", "title", "acting_for", "reason")
        last = self.valid_to.data
        return {
            **{name: self[name].data for name in names},
            "role": Role(self.role.data or Role.STAFF),
            "valid_to": last + ONE_DAY if last else None,
        }


class LastDayForm(FlaskForm):
    """Until when, that day included."""

    last = DayField(_("Last day"))
    reason = LineField(_("Reason"), 200)
    seen = SeenField()

    def day_after(self) -> date:
        return self.last.data + ONE_DAY
