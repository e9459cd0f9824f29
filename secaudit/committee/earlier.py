"""The figures as they were at the end of an earlier day."""

from datetime import date, timedelta

from secaudit.calendar.moments import end_of
from secaudit.committee import decided
from secaudit.committee.gathering import gathered
from secaudit.committee.snapshot import Snapshot
from secaudit.errors import N_, Invalid, Missing
from secaudit.journal.rewinding import rewound
from secaudit.meetings.reading import next_meeting
from secaudit.organisation.settings import settings_of_then
from secaudit.reports.reading import chosen_period
from secaudit.selfcheck.models import Period

LAST_MOMENT = timedelta(milliseconds=1)
IN_FUTURE = N_("Choose today or an earlier day.")
NOT_YET = N_("The self-check had not been opened on that day.")


def checked_day(of: Period, on: date, today: date) -> date:
    """Not in the future, and not before there was anything to count. Pure."""
    if on > today:
        raise Invalid(IN_FUTURE, field="as_of")
    if on < of.opens_on:
        raise Invalid(NOT_YET, field="as_of")
    return on


def gathered_as_of(of: Period, on: date, meeting_on: date | None, today: date) -> Snapshot:
    """Every figure, state, name and setting as it stood when that day ended in Tokyo, and nothing that
    was written later. Only the agenda is the one of today: what is put before the committee is no
    figure, and is mostly agreed after the day of the figures."""
    points = decided.points(next_meeting(today))
    end = end_of(on)
    with rewound(end), settings_of_then():
        try:
            then, every = chosen_period(of.id)
        except Missing as error:
            raise Invalid(NOT_YET, field="as_of") from error
        assert then is not None
        return gathered(then, every, end - LAST_MOMENT, meeting_on, points)
