"""What comes after the period that is shown, where it is over and nothing newer has begun."""

from collections.abc import Iterable
from datetime import date

from secaudit.calendar.fiscal import fiscal_year
from secaudit.errors import N_
from secaudit.reports.inputs import PeriodFact
from secaudit.reports.reading import opened
from secaudit.reports.sentences import Sentence, say
from secaudit.selfcheck.models import Period

NEXT = N_("These are the final figures. The next self-check opens on %(day)s.")
UNPLANNED = N_("These are the final figures. The next self-check is not planned yet.")


def ahead(shown: PeriodFact, periods: Iterable[Period], on: date) -> Sentence | None:
    """None while this year's is on its way, and where an earlier one was asked for."""
    every = list(periods)
    begun = opened(every)
    if not shown.final or begun[0].id != shown.id:
        return None
    days = [each.opens_on for each in every if each not in begun and each.opens_on > shown.opens_on]
    if days:
        return say(NEXT, day=min(days))
    return say(UNPLANNED) if fiscal_year(on) > shown.fiscal_year else None
