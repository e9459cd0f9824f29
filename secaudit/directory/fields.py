"""Form fields that say in our words what is wrong."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError
from wtforms.widgets import TextInput

from secaudit.calendar import clock
from secaudit.errors import Invalid
from secaudit.organisation.reading import tree
from secaudit.organisation.texts import line
from secaudit.web.fields import TickBoxes
from secaudit.web.language import called
from secaudit.web.problems import said

CHOOSE = _("Choose from the list.")


class LineField(StringField):
    """One line, checked as the domain checks it."""

    data: Any

    def __init__(self, label, longest: int, needed=False, check: Callable | None = None, **options):
        super().__init__(label, **options)
        self.longest, self.needed, self.check = longest, needed, check
        self.flags.required = needed

    def pre_validate(self, form) -> None:
        try:
            if self.check and (self.data or self.needed):
                self.data = self.check(self.data or "", self.name, self.longest)
            else:
                self.data = line(self.data or "", self.name, self.longest, self.needed)
        except Invalid as problem:
            raise ValidationError(said(problem)) from problem


class NumberField(IntegerField):
    """A whole number, or nothing."""

    widget = TextInput()
    data: int | None

    def __init__(self, label, **options):
        options.setdefault("render_kw", {"class": "tiny", "inputmode": "numeric"})
        super().__init__(label, **options)

    def process_formdata(self, valuelist) -> None:
        self.data, typed = None, (valuelist[0].strip() if valuelist else "")
        if not typed:
            return
        try:
            self.data = int(typed[:20])
        except ValueError as error:
            raise ValueError(str(_("Enter a whole number."))) from error


class Offering:
    """A field whose list can be set as pairs of value and words."""

    choices: list[SelectChoice]

    def offer(self, pairs: Iterable[tuple]) -> None:
        self.choices = [SelectChoice(value, words) for value, words in pairs]


class ChoiceField(Offering, SelectField):
    """One of a list; `number=True` where the values are rows' numbers and "" is none of them."""

    def __init__(self, label, choices=(), number: bool = False, needed: bool = False, **options):
        coerce = _number if number else str
        super().__init__(label, choices=[], coerce=coerce, **options)
        self.offer(choices)
        self.flags.required = self.needed = needed

    def process_formdata(self, valuelist) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(str(CHOOSE)) from error

    def pre_validate(self, form) -> None:
        known = [self.coerce(value) for value, *_rest in self.choices]
        if self.data not in known or (self.needed and not self.data):
            raise ValidationError(CHOOSE)


class ChoicesField(Offering, TickBoxes):
    """Any of a list, as boxes to tick."""

    def __init__(self, label, **options):
        super().__init__(label, choices=[], **options)

    def process_formdata(self, valuelist) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(str(CHOOSE)) from error

    def pre_validate(self, form) -> None:
        if not set(self.data or []) <= {value for value, *_rest in self.choices}:
            raise ValidationError(CHOOSE)


def _number(value) -> int | None:
    text = str(value or "")
    if not text or text == "None":
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError(text)
    return int(text)


def offices(on: date | None = None, none: str = "") -> Iterator[tuple[int | str, str]]:
    """The offices of a day to choose from, in official order, indented by their place."""
    yield "", none or str(_("(none)"))
    found = tree(on or clock.today())
    for office in found:
        yield office.id, f"{'　' * found.depth(office.id)}{called(office)}（{office.code}）"
