"""Who may change the answers of a sheet, and how their answers are marked."""

from collections.abc import Collection

from secaudit.access.guard import Actor
from secaudit.errors import N_, Forbidden
from secaudit.selfcheck import charges, respondents
from secaudit.selfcheck.kinds import Form, Source
from secaudit.selfcheck.models import Sheet

NOT_ALLOWED = N_("Your role does not allow this.")

# How a page says that its answers are typed in from a form on paper; nothing: from the screen itself.
ENTRIES = {"": Source.WEB, "paper": Source.PAPER, "proxy": Source.PROXY}


def entry_of(sheet: Sheet, by: Actor, wanted: object) -> str:
    """The kind of entry that was asked for, where this person may do it; else the usual one."""
    if wanted == "paper" and respondents.may(by, "answer", sheet):
        return "paper"
    return "proxy" if wanted == "proxy" and types_for(sheet, by) else ""


def types_for(sheet: Sheet, by: Actor) -> bool:
    """Whether this person may type in what the department has on paper. Nobody does so for a
    person's own form."""
    return sheet.form != Form.PERSON and by.may("type for departments")


def sections_open_to(sheet: Sheet, by: Actor) -> set[str] | None:
    """The sections in which this person answers; None: in all."""
    if respondents.may(by, "answer", sheet):
        return None
    return charges.chapters_of(by, sheet.id)


def answers_in(sheet: Sheet, by: Actor, chapter: str, source: Source = Source.WEB) -> bool:
    """Whether this person may answer in that section: by post, as given to them, or by proxy."""
    if source == Source.PROXY:
        return types_for(sheet, by)
    mine = sections_open_to(sheet, by)
    return mine is None or chapter in mine


def require_answering(
    sheet: Sheet, by: Actor, chapters: Collection[str], source: Source = Source.WEB
) -> None:
    """Refuse unless each of the sections is open to this person."""
    if source == Source.PROXY:
        return _refuse_unless(types_for(sheet, by))
    mine = sections_open_to(sheet, by)
    if mine is not None and not set(chapters) <= mine:
        raise Forbidden(
            N_("This section was not given to you. Ask the department's contact.")
            if mine
            else NOT_ALLOWED
        )
    return None


def require_handling(sheet: Sheet, by: Actor) -> None:
    """Refuse unless this person answers for the whole sheet, or types in its paper form."""
    _refuse_unless(types_for(sheet, by) or respondents.may(by, "answer", sheet))


def _refuse_unless(allowed: bool) -> None:
    if not allowed:
        raise Forbidden(NOT_ALLOWED)
