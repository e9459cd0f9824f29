"""What other pages show of improvements: functions for their templates."""

from secaudit.accounts.gate import current
from secaudit.calendar import clock
from secaudit.calendar.workdays import days_left
from secaudit.improvements import comparing, reading
from secaudit.improvements.kinds import OPEN, State
from secaudit.improvements.listing import texts
from secaudit.improvements.models import Improvement
from secaudit.organisation.settings import closed_days
from secaudit.selfcheck.models import Period, Sheet


def working_days_late(row: Improvement | None) -> int:
    """How many working days the promise is overdue; 0 for none."""
    if row is None or row.state != State.PROMISED:
        return 0
    left = days_left(row.due_on, clock.today(), closed_days())
    return -left.working if left.overdue else 0


def promised_last_year(sheet: Sheet, control: str) -> Improvement | None:
    """What was promised for this question last year, to stand beside it."""
    return comparing.of_last_year(sheet).get(control)


def promises_of(sheet: Sheet) -> dict[str, Improvement | None]:
    """By question that is a gap: what is promised, or None where nothing is yet."""
    return {gap.control: gap.improvement for gap in reading.gaps_of(sheet)}


def gaps_of(sheet: Sheet) -> list[reading.Gap]:
    return reading.gaps_of(sheet)


def gaps_of_unit(unit: int) -> list[reading.Gap]:
    """What a department has promised or has still to promise, for its own page."""
    return [gap for gap in reading.all_gaps(current, own={unit}) if is_open(gap)]


def gap_title(gap: reading.Gap):
    return texts([gap])[gap.sheet.id, gap.control]


def gaps_without_promise(period: Period) -> int:
    """How many of the gaps that were handed in lead nowhere yet, for the freeze's checklist."""
    return sum(gap.improvement is None for gap in reading.all_gaps(current, period))


def is_open(gap: reading.Gap) -> bool:
    return gap.improvement is None or gap.improvement.state in OPEN


SHOWN = (
    working_days_late,
    promised_last_year,
    promises_of,
    gaps_of,
    gaps_of_unit,
    gap_title,
    gaps_without_promise,
)
