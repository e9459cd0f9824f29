"""Taking a department out of a period, putting it back, giving it more time."""

from datetime import date, datetime

from secaudit.access.guard import Actor
from secaudit.errors import N_, Invalid, Refused
from secaudit.journal.actions import based_on, record, transaction
from secaudit.selfcheck.actions.handing_in import held
from secaudit.selfcheck.models import Sheet
from secaudit.selfcheck.states import EDITABLE, next_sheet_state
from secaudit.selfcheck.waiting import due


def exempt(sheet_id: int, version: int, reason: str, *, by: Actor, at: datetime) -> Sheet:
    """The department need not answer; the reason is printed with the figures."""
    with transaction():
        sheet = held(sheet_id, "exempt sheets", by)
        based_on(sheet, version)
        sheet.state = next_sheet_state("exempt", sheet.state)
        sheet.exempt_reason = _needed(reason)
        record(by, "sheet.exempt", sheet, [sheet], at=at, reason=sheet.exempt_reason)
        return sheet


def include_again(sheet_id: int, version: int, *, by: Actor, at: datetime) -> Sheet:
    """It must answer after all; what it had answered is still there."""
    with transaction():
        sheet = held(sheet_id, "exempt sheets", by)
        based_on(sheet, version)
        sheet.state, sheet.exempt_reason = next_sheet_state("include", sheet.state), ""
        record(by, "sheet.include", sheet, [sheet], at=at)
        return sheet


def put_off(
    sheet_id: int, version: int, due_on: date, reason: str, *, by: Actor, at: datetime, on: date
) -> Sheet:
    """A later due date for one department."""
    with transaction():
        sheet = held(sheet_id, "exempt sheets", by)
        based_on(sheet, version)
        if sheet.state not in EDITABLE:
            raise Refused(N_("The sheet has been handed in. It needs no more time."))
        if due_on < on:
            raise Invalid(N_("Choose today or a later day."), field="due_on")
        if due_on <= sheet.period.due_on:
            raise Invalid(N_("Choose a day after the due date of all departments."), field="due_on")
        before, sheet.due_on, sheet.due_reason = due(sheet, sheet.period), due_on, _needed(reason)
        record(
            by, "sheet.put-off", sheet, [sheet],
            at=at, reason=sheet.due_reason, due_before=before, due=due_on,
        )  # fmt: skip
        return sheet


def _needed(reason: str) -> str:
    if not reason.strip():
        raise Invalid(N_("Write the reason."), field="reason")
    return reason.strip()
