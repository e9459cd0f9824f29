"""Who answers, reads and decides a sheet, where its form says more than the table of roles. Pure."""

from collections.abc import Callable

from secaudit.access.guard import Actor
from secaudit.access.roles import OF_A_SYSTEM, Role
from secaudit.selfcheck.asking import asking
from secaudit.selfcheck.confirming import head_post
from secaudit.selfcheck.kinds import Form
from secaudit.selfcheck.models import Sheet

Rule = Callable[[Actor, Sheet], bool]


def is_own(actor: Actor, sheet: Sheet) -> bool:
    """Of a staff form: nobody but the person, whatever else they may do."""
    return actor.person is not None and actor.person == sheet.person_id


def never(actor: Actor, sheet: Sheet) -> bool:
    return False


def runs_the_system(actor: Actor, sheet: Sheet) -> bool:
    return any(p.role in OF_A_SYSTEM and p.system == sheet.system_id for p in actor.posts)


def owns_the_system(actor: Actor, sheet: Sheet) -> bool:
    return runs_the_system(actor, sheet) or actor.may("answer", within=sheet.path)


def is_head(actor: Actor, sheet: Sheet) -> bool:
    return head_post(sheet.path, actor) is not None


def leads_the_city(actor: Actor, sheet: Sheet) -> bool:
    return bool(actor.roles & {Role.CISO, Role.CHIEF})


ANSWERS: dict[Form, Rule] = {
    Form.HEAD: is_head,
    Form.SYSTEM: owns_the_system,
    Form.PERSON: is_own,
    Form.CHIEF: leads_the_city,
}


def may(actor: Actor, deed: str, sheet: Sheet) -> bool:
    """Whether this person may do it with this sheet."""
    if sheet.form == Form.PERSON:
        return deed in ("answer", "read sheets") and is_own(actor, sheet)
    if deed == "propose corrections" and not asking(sheet.form).confirmed:
        return False
    if deed == "answer" and sheet.form in ANSWERS:
        return ANSWERS[sheet.form](actor, sheet)
    return actor.may(deed, within=sheet.path)


def reads(actor: Actor, sheet: Sheet) -> bool | None:
    """None: as the table of roles says for the sheet's department."""
    if sheet.form == Form.PERSON:
        return is_own(actor, sheet)
    if sheet.form == Form.CHIEF:
        return actor.units("read sheets") is None
    return True if sheet.form == Form.SYSTEM and runs_the_system(actor, sheet) else None
