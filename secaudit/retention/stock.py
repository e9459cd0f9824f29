"""What there is of each class, a fiscal year at a time, and whether somebody still works at it."""

from collections.abc import Callable, Iterable, Iterator

from secaudit.activities.kinds import State as Planned
from secaudit.activities.models import Activity
from secaudit.audits.lifecycle import State as Stage
from secaudit.audits.models import Engagement, WorkingPaper
from secaudit.calendar.fiscal import fiscal_year
from secaudit.calendar.moments import today_in_tokyo
from secaudit.exceptions.kinds import State as Asked
from secaudit.exceptions.models import Deviation
from secaudit.findings.lifecycle import State as Step
from secaudit.findings.models import Finding
from secaudit.incidents.kinds import Duty
from secaudit.incidents.models import Incident
from secaudit.journal.models import JournalEntry
from secaudit.retention.rules import Class
from secaudit.selfcheck.kinds import FINAL
from secaudit.selfcheck.models import Period

DONE = (Stage.CLOSED, Stage.CANCELLED)
SIGN_INS = ("account.sign_in", "limit.tripped")


def _periods() -> dict[int, bool]:
    """Fiscal years with self-checks, and whether all of that year are final."""
    rows = Period.select(Period.fiscal_year, Period.state)
    return _together((row.fiscal_year, row.state in FINAL) for row in rows)


def _audits() -> dict[int, bool]:
    """Fiscal years with audits, and whether all of them and their findings are over."""
    rows = Engagement.select(Engagement.fiscal_year, Engagement.state)
    over = _together((row.fiscal_year, row.state in DONE) for row in rows)
    return over | dict.fromkeys(_years_of_open_findings(), False)


def _years_of_open_findings() -> set[int]:
    rows = Finding.select(Engagement.fiscal_year).join(WorkingPaper).join(Engagement)
    open_ones = Finding.state.not_in([Step.CLOSED, Step.DROPPED])
    years = rows.where(open_ones).distinct().tuples()
    return {year for (year,) in years.execute()}


def _sign_ins() -> dict[int, bool]:
    """Fiscal years from the first sign-in on; nothing of them is ever unfinished."""
    first = JournalEntry.select().where(JournalEntry.act.in_(SIGN_INS)).order_by(JournalEntry.id)
    oldest = first.first()
    if oldest is None:
        return {}
    newest = JournalEntry.select().order_by(JournalEntry.id.desc()).get()
    years = (fiscal_year(today_in_tokyo(each.at)) for each in (oldest, newest))
    return dict.fromkeys(range(next(years), next(years) + 1), True)


def _incidents() -> dict[int, bool]:
    """Fiscal years with incidents, and whether all are reported and what was decided is done."""
    rows = Incident.select(
        Incident.fiscal_year, Incident.duty, Incident.full_on,
        Incident.prevention, Incident.prevented_on,
    )  # fmt: skip
    return _together((row.fiscal_year, _is_over(row)) for row in rows)


def _is_over(row: Incident) -> bool:
    reported = row.duty == Duty.NONE or (row.duty == Duty.REPORT and row.full_on is not None)
    return reported and (not row.prevention or row.prevented_on is not None)


def _activities() -> dict[int, bool]:
    """Fiscal years with training and drills, and whether none is still to be held."""
    rows = Activity.select(Activity.fiscal_year, Activity.state)
    return _together((row.fiscal_year, row.state != Planned.PLANNED) for row in rows)


def _exceptions() -> dict[int, bool]:
    """Fiscal years in which exceptions came to their end; whoever asked has been answered."""
    found = _together((year, state != Asked.REQUESTED) for _id, year, state in _ends())
    return dict(sorted(found.items()))


def exceptions_of(year: int) -> list[int]:
    """Those that came to their end in that fiscal year."""
    return [id for id, ended, _state in _ends() if ended == year]


def _ends() -> Iterator[tuple[int, int, Asked]]:
    """Number, fiscal year of the end and state of each; what was never granted ended when it was asked."""
    for row in Deviation.select():
        granted = row.state in (Asked.APPROVED, Asked.ENDED)
        last = (row.ended_on or row.expires_on) if granted else today_in_tokyo(row.requested_at)
        yield row.id, fiscal_year(last), row.state


def _together(years: Iterable[tuple[int, bool]]) -> dict[int, bool]:
    """A year is over when everything of it is."""
    found: dict[int, bool] = {}
    for year, over in years:
        found[year] = found.get(year, True) and over
    return found


STOCK: dict[Class, Callable[[], dict[int, bool]]] = {
    Class.ANSWERS: _periods,
    Class.AUDITS: _audits,
    Class.INCIDENTS: _incidents,
    Class.ACTIVITIES: _activities,
    Class.EXCEPTIONS: _exceptions,
    Class.SIGN_INS: _sign_ins,
}
