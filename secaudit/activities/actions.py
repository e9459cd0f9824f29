"""From a plan to a recorded result. Each: guard, change, one entry of the journal."""

from collections.abc import Collection, Iterable
from dataclasses import asdict
from datetime import date, datetime

from secaudit.access.guard import Actor, require
from secaudit.activities import reading
from secaudit.activities.attendance import Listed
from secaudit.activities.kinds import State, Took
from secaudit.activities.models import Activity, ActivityResult, Attendance
from secaudit.activities.rules import (
    Held,
    Plan,
    check_held,
    check_plan,
    needed,
    reason_for,
)
from secaudit.calendar.fiscal import fiscal_year
from secaudit.errors import N_, Invalid, Refused
from secaudit.journal.actions import based_on, record, transaction

DEED = "plan activities"
MOVED_ON = N_("The activity has moved on meanwhile. Open its page again.")


def plan(wanted: Plan, known: Collection[str], *, by: Actor, at: datetime, on: date) -> Activity:
    """`known`: the controls there are."""
    with transaction():
        require(by, DEED)
        right = check_plan(wanted, known, on)
        row = Activity(
            fiscal_year=fiscal_year(right.planned_on), planned_by=by.person, planned_at=at
        )
        _take(row, right)
        record(by, "activity.plan", row, [row], at=at, title=row.title)
        return row


def _take(row: Activity, plan: Plan) -> None:
    for name, value in asdict(plan).items():
        setattr(row, name, list(value) if isinstance(value, tuple) else value)


def change(
    id: int,
    version: int,
    wanted: Plan,
    known: Collection[str],
    reason: str = "",
    *,
    by: Actor,
    at: datetime,
    on: date,
) -> Activity:
    """What is planned, while it has not been held; the journal keeps what was planned before."""
    with transaction():
        row = _held_open(id, version, by, on, State.PLANNED)
        right = check_plan(wanted, {*known, *row.controls}, on)
        if fiscal_year(right.planned_on) != row.fiscal_year:
            message = N_("Put off to another fiscal year: cancel it here and plan it there.")
            raise Invalid(message, field="planned_on")
        why = reason_for(reason, row.fiscal_year, on)
        _take(row, right)
        record(by, "activity.change", row, [row], at=at, reason=why)
        return row


def _held_open(id: int, version: int, by: Actor, on: date, *states: State) -> Activity:
    row = reading.activity(id, reading.sight_of(by, on), lock=True)
    require(by, DEED)
    based_on(row, version)
    if row.state not in states:
        raise Refused(MOVED_ON)
    return row


def hold(id: int, version: int, held: Held, *, by: Actor, at: datetime, on: date) -> Activity:
    """It was really done: what came of it, what was learnt, what shows it."""
    with transaction():
        row = _held_open(id, version, by, on, State.PLANNED)
        result = _result(row, held, 1, "", by, at, on)
        row.state = State.HELD
        record(by, "activity.hold", row, [row, result], at=at)
        return row


def correct(
    id: int, version: int, held: Held, reason: str, *, by: Actor, at: datetime, on: date
) -> Activity:
    """Another version of the result, beside the earlier one and with the reason."""
    with transaction():
        row = _held_open(id, version, by, on, State.HELD)
        why = needed(reason, "reason", N_("Write the reason."), 400)
        number = len(reading.results(row)) + 1
        result = _result(row, held, number, why, by, at, on)
        record(by, "activity.correct", row, [row, result], at=at, reason=why)
        return row


def _result(
    row: Activity, held: Held, number: int, reason: str, by: Actor, at: datetime, on: date
) -> ActivityResult:
    right = check_held(held, row.kind, row.fiscal_year, on)
    row.held_on = right.held_on
    return ActivityResult(
        activity=row, number=number, reason=reason, by=by.person, at=at, **asdict(right)
    )


def cancel(id: int, version: int, reason: str, *, by: Actor, at: datetime, on: date) -> Activity:
    with transaction():
        row = _held_open(id, version, by, on, State.PLANNED)
        row.reason = needed(reason, "reason", N_("Write the reason."), 400)
        row.state = State.CANCELLED
        record(by, "activity.cancel", row, [row], at=at, reason=row.reason)
        return row


def take_attendance(
    id: int,
    version: int,
    people: Iterable[Listed],
    reason: str = "",
    *,
    by: Actor,
    at: datetime,
    on: date,
) -> int:
    """Exactly these were to take part; how many lines of the list that changed."""
    with transaction():
        row = _held_open(id, version, by, on, State.PLANNED, State.HELD)
        changed = _differences(row, list(people))
        if changed:
            why = reason_for(reason, row.fiscal_year, on)
            row.listed, row.attended, row.excused = _counted(row, changed)
            counts = {"listed": row.listed, "attended": row.attended, "excused": row.excused}
            record(by, "activity.attendance", row, [row, *changed], at=at, reason=why, **counts)
        return len(changed)


def _differences(row: Activity, people: list[Listed]) -> list[Attendance]:
    """New lines first; then those that say something else, or are no longer in the file."""
    there = reading.listed(row.id)
    new = [
        _line(Attendance(activity=row, number=e.number), e) for e in people if e.number not in there
    ]
    kept = [_line(there[e.number], e) for e in people if e.number in there]
    named = {each.number for each in people}
    gone = [each for each in there.values() if each.number not in named and not each.dropped]
    for each in gone:
        each.dropped = True
    return new + [each for each in kept if each.dirty_fields] + gone


def _line(row: Attendance, said: Listed) -> Attendance:
    values = {"name": said.name, "unit": said.unit, "state": said.state, "on": said.on,
              "person": said.person, "dropped": False}  # fmt: skip
    for name, value in values.items():
        if row.__data__.get(name) != value:
            setattr(row, name, value)
    return row


def _counted(row: Activity, changed: list[Attendance]) -> tuple[int, int, int]:
    lines = reading.listed(row.id) | {each.number: each for each in changed}
    states = [each.state for each in lines.values() if not each.dropped]
    return len(states), states.count(Took.ATTENDED), states.count(Took.EXCUSED)


def note_export(year: int, *, by: Actor, at: datetime) -> None:
    """Taking plan and results of the year as PDF is an entry."""
    with transaction():
        record(by, "export.activities", "activities", at=at, format="pdf", year=year)


def note_list_taken(row: Activity, kind: str, *, by: Actor, at: datetime) -> None:
    """Taking the names of those who take part out of the product is an entry."""
    with transaction():
        record(by, "export.attendance", row, at=at, format=kind)
