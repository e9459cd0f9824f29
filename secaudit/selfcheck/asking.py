"""Each form as data: whose duties it asks about, and what follows from that. Pure."""

from dataclasses import dataclass

from secaudit.selfcheck.kinds import Form


@dataclass(frozen=True)
class Asking:
    """`roles`: whose questions of the catalogue; empty: all roles that the department houses."""

    roles: tuple[str, ...] = ()
    core: bool = False  # always the core questions, in a short form
    gates: bool = True  # a few yes/no questions at the start decide what applies
    reasons: bool = True  # △, × and － need a reason
    confirmed: bool = True  # somebody puts their name under it
    suffix: tuple[str, str] = ("", "")  # how such a sheet is called, after its target's name


ASKING: dict[Form, Asking] = {
    Form.DEPARTMENT: Asking(),
    Form.HEAD: Asking(roles=("MGR",), suffix=("（課長用）", " (head)")),
    Form.SYSTEM: Asking(roles=("SYSMGR",)),
    # What a person writes would be read by somebody; so nothing is asked in words.
    Form.PERSON: Asking(
        roles=("STAFF",),
        gates=False,
        reasons=False,
        confirmed=False,
        suffix=("（職員用）", " (staff)"),
    ),
    Form.COUNTS: Asking(
        roles=("STAFF",),
        gates=False,
        reasons=False,
        confirmed=False,
        suffix=("（職員用・集計）", " (staff, counted)"),
    ),
    Form.CHIEF: Asking(
        roles=("CISO", "CHIEF"),
        core=True,
        gates=False,
        confirmed=False,
    ),
}
EXPORTED = tuple(form for form in Form if form not in (Form.PERSON, Form.COUNTS))
OTHERS = tuple(form for form in Form if form != Form.DEPARTMENT)


def asking(form: Form) -> Asking:
    return ASKING[form]
