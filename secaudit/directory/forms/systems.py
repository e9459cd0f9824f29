from datetime import date

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm

from secaudit.directory.fields import ChoiceField, ChoicesField, LineField, offices
from secaudit.organisation.texts import code
from secaudit.web.fields import DayField, SeenField


class SystemForm(FlaskForm):
    on = DayField(_("From"))
    code = LineField(_("System code"), 20, True, check=code)
    name = LineField(_("System name"), 120, True)
    name_en = LineField(_("Name in English"), 160)
    owner = ChoiceField(_("Owned by"), number=True, needed=True)
    facts = ChoicesField(_("What holds for this system"))

    def __init__(self, on: date, facts: list[tuple[str, str]], **options):
        super().__init__(**options)
        self.owner.offer(offices(self.on.data or on))
        self.facts.offer(facts)

    def words(self) -> dict:
        return {name: self[name].data for name in ("code", "name", "name_en", "owner", "facts")}


class SystemChangeForm(SystemForm):
    seen = SeenField()


class SystemClosureForm(FlaskForm):
    on = DayField(_("Not in use from"))
    seen = SeenField()
