"""Further reasons why last year's answer cannot simply be given again.

The rules over answers alone are in `answers.py`. What other capabilities know (evidence that has
expired, an improvement that was promised and not done) they enter here: `causes.append(rule)`, once,
where they are put together. A rule gets a sheet, the questions looked at and the day, and says by
question which of the reasons holds. It asks the database once, or not at all.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date

from secaudit.selfcheck.answers import Withdrawn
from secaudit.selfcheck.models import Sheet

Cause = Callable[[Sheet, Collection[str], date], Mapping[str, Withdrawn]]

causes: list[Cause] = []


def further(sheet: Sheet, controls: Collection[str], on: date) -> dict[str, Withdrawn]:
    """By question the first reason that holds, in the order in which the rules were entered."""
    found: dict[str, Withdrawn] = {}
    if sheet.before:
        for cause in causes:
            found = {**cause(sheet, controls, on), **found}
    return found
