"""Who may do something about an improvement: in the department that answered, or that became of it."""

from datetime import date

from secaudit.access.guard import Actor
from secaudit.errors import N_, Forbidden
from secaudit.organisation.reading import successors, tree
from secaudit.selfcheck.models import Sheet

OWN = N_("Nobody checks what their own department has done. Ask the CHIEF or a colleague.")


def paths(sheet: Sheet, on: date) -> list[list[int]]:
    """The unit and all above it, as it was asked, and as it is today."""
    offices = tree(on)
    now = [offices.above(unit) for unit in successors(sheet.unit_id) if offices.get(unit)]
    return [sheet.path, *now]


def may(actor: Actor, deed: str, sheet: Sheet, on: date) -> bool:
    return any(actor.may(deed, within=path) for path in paths(sheet, on))


def require(actor: Actor, deed: str, sheet: Sheet, on: date) -> None:
    if not may(actor, deed, sheet, on):
        raise Forbidden(N_("Your role does not allow this."))


def belongs(actor: Actor, sheet: Sheet, on: date) -> bool:
    """Whether the person works in the department concerned."""
    units = {path[0] for path in paths(sheet, on) if path} | {sheet.unit_id}
    return any(post.unit in units for post in actor.posts)
