"""What a deputy confirmed and the head has not looked at yet (後閲)."""

from collections.abc import Iterable

from secaudit.access.guard import Actor
from secaudit.access.roles import Role
from secaudit.selfcheck.models import Sheet
from secaudit.selfcheck.together import SeenAfterwards


def may_look_back(sheet: Sheet, by: Actor) -> bool:
    """The head by their own post, who is not the deputy."""
    own = any(p.role == Role.MGR and p.unit in sheet.path and not p.acting_for for p in by.posts)
    return own and bool(sheet.confirmed_for) and by.person != sheet.confirmed_by_id


def seen_by_sheet(sheets: Iterable[Sheet]) -> dict[int, SeenAfterwards]:
    """By sheet, that the head has seen what stands confirmed now. One statement, or none."""
    hashes = {sheet.id: sheet.confirmed_hash for sheet in sheets if sheet.confirmed_for}
    if not hashes:
        return {}
    rows = SeenAfterwards.select().where(SeenAfterwards.sheet.in_(list(hashes)))
    return {row.sheet_id: row for row in rows if row.hash == hashes[row.sheet_id]}


def to_look_at(sheets: Iterable[Sheet], by: Actor) -> list[Sheet]:
    """Of these, what waits for this person to look at it afterwards."""
    mine = [sheet for sheet in sheets if may_look_back(sheet, by)]
    seen = seen_by_sheet(mine)
    return [sheet for sheet in mine if sheet.id not in seen]
