"""Figures, names and sentences in the language of whoever reads. Needs an application context."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext, ngettext

from secaudit.metrics.rate import Rate, signed
from secaudit.reports.city_line import CityLine
from secaudit.reports.sentences import Sentence, spoken
from secaudit.web.language import day, in_my_language, language
from secaudit.web.rates import rate


def said(sentence: Sentence | None) -> str:
    return spoken([sentence], gettext, ngettext, word)[0] if sentence else ""


def word(value: Any) -> str:
    if isinstance(value, Rate):
        return rate(value)
    if isinstance(value, date):
        return day(value, "plain")
    return in_my_language(value)


def change(value: Decimal | None) -> str:
    """「+3.0」, in points; nothing where there is no comparison."""
    return "" if value is None else signed(value)


def points_in_words(line: CityLine) -> str:
    """A small line for the ear: every year with its rate."""
    shown = zip(line.periods, line.rates, strict=True)
    return listed(f"{in_my_language(each.title)} {rate(of)}" for each, of in shown)


def listed(names: Iterable[str]) -> str:
    """Names in a row, as the language separates them."""
    return ("、" if language() == "ja" else ", ").join(names)
