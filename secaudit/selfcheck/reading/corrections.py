"""What was put right after the freeze."""

from secaudit.selfcheck.kinds import SheetState
from secaudit.selfcheck.models import Correction, Period, Sheet


def corrections_of(sheet: Sheet) -> list[Correction]:
    """What was proposed after the freeze, decided or not, the oldest first."""
    if sheet.state != SheetState.FROZEN:
        return []
    rows = Correction.select().where(Correction.sheet == sheet.id)
    return list(rows.order_by(Correction.id))


def corrections_in(of: Period) -> list[Correction]:
    """What was approved after the freeze, in official order."""
    rows = Correction.select(Correction, Sheet).join(Sheet)
    approved = (Sheet.period == of.id) & Correction.approved_at.is_null(False)
    return list(rows.where(approved).order_by(Sheet.position, Correction.id))
