"""Form fields that read what people type in an office."""

from collections.abc import Collection
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, SelectMultipleField
from wtforms.validators import StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, DateInput, ListWidget

from secaudit.calendar.reading import read_date
from secaudit.errors import Invalid
from secaudit.web.problems import said

MISSING = _("Enter a date.")


class DayField(Field):
    """A civil date in any of the ways people write one: 2026-10-30, R8.10.30, 令和8年10月30日."""

    widget = DateInput()
    data: Any  # the day, or None

    def __init__(self, label, validators=(), optional: bool = False, missing=MISSING, **options):
        super().__init__(label, validators, **options)
        self.optional, self.missing = optional, missing
        self.typed: str | None = None
        if not optional:
            self.flags.required = True

    def _value(self) -> str:
        if self.typed is not None:
            return self.typed
        return self.data.isoformat() if isinstance(self.data, date) else ""

    def process_formdata(self, valuelist) -> None:
        self.typed = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not self.typed:
            return
        try:
            self.data = read_date(self.typed)
        except Invalid as problem:
            raise ValueError(said(problem)) from problem

    def pre_validate(self, form) -> None:
        if self.data is None and not self.optional and not self.process_errors:
            raise StopValidation(self.missing)


class Typed:
    """What cannot be undone is typed: one of these words, which are one in each language."""

    def __init__(self, words: Collection[str], message):
        self.words, self.message = words, message

    def __call__(self, form, field) -> None:
        if field.data.strip().lower() not in self.words:
            raise ValidationError(self.message)


class SeenField(HiddenField):
    """What the form was made from: a version, or the number of a row or an entry.

    What is no number is `none`: as a version it fits no row, so that nothing is overwritten unseen.
    """

    data: Any

    def __init__(self, label=None, none: int = -1, **options):
        super().__init__(label, **options)
        self.none = none

    def process_formdata(self, valuelist) -> None:
        typed = valuelist[0] if valuelist else ""
        whole = typed.isascii() and typed.isdigit() and len(typed) < 10
        self.data = int(typed) if whole else self.none


class TickBoxes(SelectMultipleField):
    """Any number of choices, each with a box of its own."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class VersionForm(FlaskForm):
    """A button, or fields, that say which version of a row they were made from."""

    version = SeenField()
