"""The staff form as numbers: how often each answer was given in a department."""

from collections.abc import Mapping
from datetime import date, datetime

from secaudit.access.guard import Actor
from secaudit.errors import N_, Invalid, Refused
from secaudit.journal.actions import based_on, record, transaction
from secaudit.selfcheck import reading
from secaudit.selfcheck.actions.answering import refuse_locked
from secaudit.selfcheck.actions.handing_in import held, is_late
from secaudit.selfcheck.kinds import Form, SheetState, Value
from secaudit.selfcheck.models import Sheet, StaffCount
from secaudit.selfcheck.states import EDITABLE, next_sheet_state
from secaudit.selfcheck.totals import COLUMNS

MOST_PEOPLE = 9_999
Numbers = Mapping[str, Mapping[Value, int]]  # by control


def check_numbers(numbers: Numbers) -> None:
    """Each person answered each question once, so every question has the same sum."""
    sums = {control: sum(each.values()) for control, each in numbers.items()}
    if any(not 0 <= number <= MOST_PEOPLE for each in numbers.values() for number in each.values()):
        raise Invalid(N_("Enter a number from %(low)s to %(high)s."), low=0, high=MOST_PEOPLE)
    first = next(iter(sums.values()), 0)
    wrong = next((control for control, total in sums.items() if total != first), None)
    if wrong is not None:
        raise Invalid(
            N_("Here the answers of %(sum)s people stand, at the first question of %(first)s."),
            field=wrong,
            sum=sums[wrong],
            first=first,
        )


def enter_counts(
    sheet_id: int, version: int, numbers: Numbers, *, by: Actor, at: datetime
) -> Sheet:
    """The department's numbers, all questions at once."""
    with transaction():
        sheet = reading.sheet_for(by, sheet_id, "answer", lock=True)
        refuse_locked(sheet)
        based_on(sheet, version)
        return put_counts(sheet, numbers, by=by, at=at)


def put_counts(sheet: Sheet, numbers: Numbers, *, by: Actor, at: datetime) -> Sheet:
    """Within an action that has looked whether it may."""
    check_numbers(numbers)
    stored = {r.control: r for r in StaffCount.select().where(StaffCount.sheet == sheet.id)}
    rows = []
    for control in (each for each in sheet.questions if each in numbers):
        row = stored.get(control) or StaffCount(sheet=sheet, control=control)
        for value, name in COLUMNS.items():
            setattr(row, name, numbers[control].get(value, 0))
        rows.append(row)
    sheet.state = next_sheet_state("answer", sheet.state)
    record(by, "counts.enter", sheet, [sheet, *rows], at=at)
    return sheet


def hand_in_counts(sheet_id: int, version: int, *, by: Actor, at: datetime, on: date) -> Sheet:
    """From now on the numbers count."""
    with transaction():
        sheet = held(sheet_id, "answer", by)
        based_on(sheet, version)
        have = {r.control for r in StaffCount.select().where(StaffCount.sheet == sheet.id)}
        if missing := set(sheet.questions) - have:
            raise Refused(N_("%(count)s questions have no numbers yet."), count=len(missing))
        return _handed_in(sheet, by, at, on)


def _handed_in(sheet: Sheet, by: Actor, at: datetime, on: date) -> Sheet:
    sheet.state = next_sheet_state("hand in", sheet.state)
    sheet.submitted_at, sheet.submitted_by = at, by.person  # type: ignore[assignment]
    sheet.late = sheet.late or is_late(sheet, on)
    record(by, "counts.hand-in", sheet, [sheet], at=at)
    return sheet


def take_counts(
    period: int, numbers: Mapping[int, Numbers], *, by: Actor, at: datetime, on: date
) -> int:
    """From the city's form tool: the numbers of several departments, by unit, entered and handed
    in by the secretariat. All or none."""
    with transaction():
        found = reading.period(period)
        sheets = {row.unit_id: row for row in reading.sheets_of(found, Form.COUNTS)}
        for unit, each in numbers.items():
            sheet = reading.sheet_for(by, sheets[unit].id, "exempt sheets", lock=True)
            if sheet.state == SheetState.HANDED_IN:
                sheet.state = next_sheet_state("withdraw", sheet.state)
            if sheet.state not in EDITABLE:
                raise Refused(N_("The figures of this period are final. Nothing can be changed."))
            refuse_locked(sheet)
            _handed_in(put_counts(sheet, each, by=by, at=at), by, at, on)
        return len(numbers)
