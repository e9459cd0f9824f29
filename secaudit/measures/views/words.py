"""How figures and places are called on these pages."""

from flask import request

from secaudit.calendar import clock
from secaudit.calendar.fiscal import fiscal_year
from secaudit.measures.kinds import CITY, State
from secaudit.measures.year import known_years
from secaudit.metrics.rate import signed
from secaudit.metrics.table import formula


def asked_year() -> tuple[int, list[int]]:
    """The year in the address, else this one; and those there are to choose from."""
    this = fiscal_year(clock.today())
    years = known_years(this)
    return next((y for y in years if str(y) == request.args.get("year")), this), years


VOCABULARY = {
    "signed": signed,
    "formula": formula,
    "CITY": CITY,
    "TargetState": State,
}
