from datetime import date

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField

from secaudit.directory.fields import (
    ChoiceField,
    ChoicesField,
    LineField,
    NumberField,
    offices,
)
from secaudit.organisation.actions.units import checked
from secaudit.organisation.chart import Opening, Standing
from secaudit.organisation.kinds import LABELS, Kind
from secaudit.organisation.reading import tree
from secaudit.organisation.texts import code
from secaudit.organisation.tree import Office
from secaudit.web.fields import DayField, SeenField
from secaudit.web.language import called

KINDS = [("", _("(choose)")), *((kind.value, _(words)) for kind, words in LABELS.items())]


FIRST_DAY = _("The first day, usually 1 April; for example R9.4.1 or 2027-04-01.")


def day_field():
    return DayField(_("From"), description=FIRST_DAY)


class UnitForm(FlaskForm):
    """A new office, or how one is called and where it stands from a day on."""

    on = day_field()
    kind = ChoiceField(_("Kind"), KINDS, needed=True)
    code = LineField(
        _("Office code"),
        20,
        True,
        check=code,
        description=_("As in the personnel or accounting system, with leading zeros."),
    )
    name = LineField(_("Office name"), 120, True)
    name_en = LineField(_("Name in English"), 160)
    kana = LineField(_("Reading (kana)"), 160)
    short_name = LineField(_("Short name"), 40)
    parent = ChoiceField(_("Belongs to"), number=True)
    position = NumberField(
        _("Place in the official order"),
        description=_("Smaller numbers stand first. Empty: last in the office above."),
    )
    answers = BooleanField(_("Fills in a self-check sheet of its own"), default=True)
    reason = LineField(_("Reason or by-law"), 200)

    def __init__(self, on: date, **options):
        super().__init__(**options)
        self.parent.offer(offices(self.on.data or on))

    def words(self) -> dict:
        names = ("code", "name", "name_en", "kana", "short_name", "parent", "position")
        return {name: self[name].data for name in names}

    def opening(self) -> Opening:
        return Opening(Kind(self.kind.data), Standing(**self.words()), self.answers.data)


class UnitChangeForm(UnitForm):
    seen = SeenField()


class FactsForm(FlaskForm):
    facts = ChoicesField(_("What holds for this office"))
    seen = SeenField()


class MergeForm(FlaskForm):
    """Which offices become one. A new one takes kind and place of the office at hand."""

    on = day_field()
    ids = ChoicesField(_("Merged with"), coerce=int)
    into = ChoiceField(_("They become"), number=True)
    code = LineField(_("Code of the new office"), 20)
    name = LineField(_("Name of the new office"), 120)
    name_en = LineField(_("Its name in English"), 160)
    reason = LineField(_("Reason or by-law"), 200)

    def __init__(self, unit: Office, on: date, **options):
        super().__init__(**options)
        found = tree(self.on.data or on)
        alike = [each for each in found if each.kind == unit.kind and each.id != unit.id]
        self.ids.offer([(each.id, called(each)) for each in alike])
        kept = [(each.id, called(each)) for each in [unit, *alike]]
        self.into.offer([("", _("a new office")), *kept])

    def heir(self, unit: Office) -> int | Opening:
        """The office that remains, or the one to be opened."""
        if self.into.data:
            return self.into.data
        words = {"code": self.code.data, "name": self.name.data, "name_en": self.name_en.data}
        return beside(unit, words)


class SplitForm(FlaskForm):
    """What comes out of an office: one part while it stays, or two in its place."""

    on = day_field()
    code = LineField(_("Code of the new office"), 20, True, check=code)
    name = LineField(_("Name of the new office"), 120, True)
    second_code = LineField(_("Code of a second new office"), 20)
    second_name = LineField(_("Name of the second new office"), 120)
    stays = BooleanField(
        _("The office itself stays"),
        default=True,
        description=_("If not, its posts and systems go to the first new office."),
    )
    reason = LineField(_("Reason or by-law"), 200)

    def parts(self, unit: Office) -> list[Opening]:
        named = [(self.code.data, self.name.data), (self.second_code.data, self.second_name.data)]
        return [beside(unit, {"code": c, "name": n}) for c, n in named if c or n]


def beside(unit: Office, words: dict) -> Opening:
    """A new office of the same kind in the same place."""
    place: dict = {"parent": unit.parent, "position": unit.position}
    return Opening(unit.kind, Standing(**checked(**words), **place), unit.answers)


class ClosureForm(FlaskForm):
    on = DayField(_("No longer there from"), description=FIRST_DAY)
    successor = ChoiceField(
        _("Its people, systems and history go to"),
        number=True,
        description=_("Leave empty only where nobody and nothing is left in it."),
    )
    reason = LineField(_("Reason or by-law"), 200)

    def __init__(self, on: date, **options):
        super().__init__(**options)
        self.successor.offer(offices(self.on.data or on))
