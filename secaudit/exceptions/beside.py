"""What stands beside a control wherever it matters: the department's exception from it.

Nothing is counted here. An exception never changes an answer: △ and × stay what they are.
"""

from collections.abc import Iterable
from datetime import date

from flask import g, render_template
from markupsafe import Markup

from secaudit.accounts.gate import current, opens
from secaudit.calendar import clock
from secaudit.catalogue.controls import Control
from secaudit.exceptions import reading
from secaudit.exceptions.kinds import SETTLED
from secaudit.exceptions.models import Deviation
from secaudit.organisation.reading import last_names

REGISTER = "EXC"  # the code of evidence that asks for the register of exceptions


def held_by(unit: int) -> list[Deviation]:
    """All of a department, read once a request."""
    known = g.setdefault("exceptions_of", {})
    if unit not in known:
        known[unit] = reading.of_unit(unit)
    return known[unit]


def exception_beside(unit: int, control: str, on: date | None = None) -> Deviation | None:
    """The one to be shown beside this control of this department; none that was settled."""
    rows, on = held_by(unit), on or clock.today()
    return reading.by_control(rows, on).get(control) if rows else None


def open_exceptions(unit: int) -> list[Deviation]:
    """What a department has asked for or been allowed, also what has run out."""
    on = clock.today()
    return [row for row in held_by(unit) if row.standing(on) not in SETTLED]


def asks_for_register(control: Control) -> bool:
    """Whether the question is about the exceptions themselves."""
    return any(each.code == REGISTER for each in control.evidence)


def standing_now(row: Deviation, on: date | None = None):
    return row.standing(on or clock.today())


def on_control_page(control: str) -> Markup:
    """A part of the control's page: whose exceptions from it this person may read."""
    if not opens("exceptions.index"):
        return Markup("")
    rows = reading.about(control, current, clock.today())
    names = last_names({row.unit_id for row in rows}) if rows else {}
    page = render_template("exceptions/_of_control.html", control=control, rows=rows, names=names)
    return Markup(page)


def sees_exceptions() -> bool:
    """Whether the exceptions' own pages open to the reader."""
    return opens("exceptions.show")


GLOBALS: Iterable = (
    sees_exceptions,
    exception_beside,
    open_exceptions,
    asks_for_register,
    standing_now,
)
