"""The incidents of a fiscal year as they are shown, and what can be said of them together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from secaudit.incidents.deadlines import next_call
from secaudit.incidents.kinds import Duty
from secaudit.incidents.models import Incident


@dataclass(frozen=True)
class Totals:
    """How many incidents, of which to be reported and fully reported, and what is still open."""

    number: int = 0
    affected: int = 0  # people, as far as known
    unknown: int = 0  # incidents whose number of people is not known yet
    reportable: int = 0
    reported: int = 0  # the full report is made
    undecided: int = 0
    prevented: int = 0  # what was decided against a repetition is done
    late: int = 0  # a report is late


def totals(rows: Iterable[Incident], on: date) -> Totals:
    """Plain counts; people are added up as entered, so a person can be in two of them."""
    found = list(rows)
    due = [each for each in found if each.duty == Duty.REPORT]
    return Totals(
        number=len(found),
        affected=sum(each.affected or 0 for each in found),
        unknown=sum(each.affected is None for each in found),
        reportable=len(due),
        reported=sum(each.full_on is not None for each in due),
        undecided=sum(each.duty == Duty.UNDECIDED for each in found),
        prevented=sum(each.prevented_on is not None for each in found),
        late=sum(is_late(each, on) for each in found),
    )


def is_late(row: Incident, on: date) -> bool:
    call = next_call(row.deadlines, on)
    return call is not None and call.is_late(on)
