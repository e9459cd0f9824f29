"""What may follow what: two tables and the questions asked of them."""

from secaudit.errors import N_, Refused
from secaudit.selfcheck.kinds import PeriodState, SheetState

P, S = PeriodState, SheetState

PERIOD_STEPS: dict[str, tuple[tuple[PeriodState, ...], PeriodState]] = {
    "edit": ((P.DRAFT,), P.DRAFT),
    "approve": ((P.DRAFT,), P.APPROVED),
    "open": ((P.APPROVED,), P.OPEN),
    "close": ((P.OPEN,), P.CLOSED),
    "reopen": ((P.CLOSED,), P.OPEN),
    "freeze": ((P.CLOSED,), P.FROZEN),
    "report": ((P.FROZEN,), P.REPORTED),
    "archive": ((P.REPORTED,), P.ARCHIVED),
}

SHEET_STEPS: dict[str, tuple[tuple[SheetState, ...], SheetState]] = {
    "answer": ((S.NOT_STARTED, S.IN_PROGRESS, S.RETURNED), S.IN_PROGRESS),
    "submit": ((S.NOT_STARTED, S.IN_PROGRESS, S.RETURNED), S.SUBMITTED),
    "hand in": ((S.NOT_STARTED, S.IN_PROGRESS, S.RETURNED), S.HANDED_IN),
    "withdraw": ((S.SUBMITTED, S.HANDED_IN), S.IN_PROGRESS),
    "confirm": ((S.SUBMITTED,), S.CONFIRMED),
    "return": ((S.SUBMITTED,), S.RETURNED),
    "reopen": ((S.CONFIRMED,), S.RETURNED),
    "exempt": (
        (S.NOT_STARTED, S.IN_PROGRESS, S.RETURNED, S.SUBMITTED, S.CONFIRMED, S.HANDED_IN),
        S.EXEMPTED,
    ),
    "include": ((S.EXEMPTED,), S.IN_PROGRESS),
}

# Sheets whose answers count; the answers of all others are "not submitted".
COUNTED = (S.SUBMITTED, S.CONFIRMED, S.HANDED_IN, S.FROZEN)
EDITABLE = SHEET_STEPS["answer"][0]
# Sheets move while the period is open and, marked as late, until its figures are final.
MOVING = (P.OPEN, P.CLOSED)


def next_period_state(step: str, state: PeriodState) -> PeriodState:
    """The state after the step; Refused where it cannot follow."""
    allowed, after = PERIOD_STEPS[step]
    if state not in allowed:
        raise Refused(N_("The period has moved on meanwhile. Open its page again."))
    return after


def next_sheet_state(step: str, state: SheetState) -> SheetState:
    allowed, after = SHEET_STEPS[step]
    if state not in allowed:
        raise Refused(N_("The sheet has moved on meanwhile. Open its page again."))
    return after
