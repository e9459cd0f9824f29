"""後閲: the head looks at what a deputy confirmed in the head's place."""

from datetime import datetime

from secaudit.access.guard import Actor
from secaudit.errors import N_, Conflict, Forbidden, Refused
from secaudit.journal.actions import record, transaction
from secaudit.selfcheck import reading
from secaudit.selfcheck.afterwards import may_look_back, seen_by_sheet
from secaudit.selfcheck.models import Sheet
from secaudit.selfcheck.together import SeenAfterwards


def see_afterwards(sheet_id: int, shown: str, *, by: Actor, at: datetime) -> SeenAfterwards:
    """The head has seen exactly what the deputy put their name under. Nothing else changes."""
    with transaction():
        sheet = reading.sheet_for(by, sheet_id, "confirm sheets", lock=True)
        if not sheet.confirmed_for:
            raise Refused(N_("No deputy confirmed this sheet. There is nothing to look at."))
        if not may_look_back(sheet, by):
            raise Forbidden(N_("The head in whose place it was confirmed looks at it afterwards."))
        if shown != sheet.confirmed_hash:
            raise Conflict(N_("The sheet was sent back meanwhile. Look at it once more."))
        return seen_by_sheet([sheet]).get(sheet.id) or _seen(sheet, by, at)


def _seen(sheet: Sheet, by: Actor, at: datetime) -> SeenAfterwards:
    row = SeenAfterwards(sheet=sheet, hash=sheet.confirmed_hash, by=by.person, at=at)
    record(by, "sheet.see-afterwards", sheet, [row], at=at, hash=row.hash)
    return row
