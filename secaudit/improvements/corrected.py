"""Corrections after the freeze: the answer that holds, and what becomes of a promise by it."""

from collections.abc import Iterable

from secaudit.database import Record, locking
from secaudit.improvements.kinds import OPEN, State, after
from secaudit.improvements.models import Improvement
from secaudit.selfcheck.actions.corrections import consequences
from secaudit.selfcheck.kinds import GAPS
from secaudit.selfcheck.models import Answer, Correction

Place = tuple[int, str]  # sheet and control


def corrections_in(sheets: Iterable[int]) -> dict[Place, Correction]:
    """What was approved for these sheets, the newest of each answer."""
    held = Correction.sheet.in_(list(sheets)) & Correction.approved_at.is_null(False)
    rows = Correction.select().where(held).order_by(Correction.id)
    return {(row.sheet_id, row.control): row for row in rows}


def as_it_holds(answer: Answer, corrected: dict[Place, Correction]) -> Answer:
    """The answer, or a copy of it with what it was corrected to."""
    row = corrected.get((answer.sheet_id, answer.control))
    if row is None:
        return answer
    now = {"value": row.value, "reason": row.reason, "ready_reason": row.ready_reason}
    return Answer(**answer.__data__ | now)


def follow(correction: Correction) -> list[Record]:
    """A gap that never was one needs no promise; one that is a gap after all has it again."""
    here = (Improvement.sheet == correction.sheet_id) & (Improvement.control == correction.control)
    row = locking(Improvement.select().where(here)).first()
    if row is None:
        return []
    if correction.value in GAPS and row.state == State.CORRECTED:
        row.state = after("gap again", row.state)
    elif correction.value not in GAPS and row.state in OPEN:
        row.state = after("correct", row.state)
    else:
        return []
    return [row]


if follow not in consequences:
    consequences.append(follow)
