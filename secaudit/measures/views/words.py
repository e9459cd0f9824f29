"""How figures and places are called on these pages."""

from flask import request
from flask_babel import gettext as _

from secaudit.calendar import clock
from secaudit.calendar.fiscal import fiscal_year
from secaudit.measures.kinds import CITY, State
from secaudit.measures.year import known_years
from secaudit.metrics.rate import Rate, signed
from secaudit.metrics.table import formula


def shown_rate(rate: Rate) -> str:
    """「96.3%」, or that there is nothing to assess."""
    return _(rate.text)


def asked_year() -> tuple[int, list[int]]:
    """The year in the address, else this one; and those there are to choose from."""
    this = fiscal_year(clock.today())
    years = known_years(this)
    return next((y for y in years if str(y) == request.args.get("year")), this), years


VOCABULARY = {
    "shown_rate": shown_rate,
    "signed": signed,
    "formula": formula,
    "CITY": CITY,
    "TargetState": State,
}
