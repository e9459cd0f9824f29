"""Trying to save what a form holds."""

from collections.abc import Callable
from typing import Any

from secaudit.accounts.gate import current
from secaudit.calendar import clock
from secaudit.errors import Invalid, Refused
from secaudit.web.problems import said


def put_beside_field(form, problem: Invalid) -> None:
    """Show what a rule said where the person typed it."""
    field = form[problem.field] if problem.field in form else next(iter(form))
    field.errors = [*field.errors, said(problem)]


def doing() -> dict[str, Any]:
    """Who does it, when and on which day, as every action wants to know it."""
    return {"by": current, "at": clock.now(), "on": clock.today()}


def tried(form, act: Callable[..., object], *arguments, **named) -> bool:
    """Whether it was done; otherwise what has to be put right stands beside the fields."""
    if not form.validate_on_submit():
        return False
    try:
        act(*arguments, **named)
    except Invalid as problem:
        put_beside_field(form, problem)
        return False
    return True


def saved(form, save: Callable[[], object]) -> Any:
    """What `save` returns; None where a rule refused, and the form then says what and where."""
    if not form.validate_on_submit():
        return None
    try:
        return save() or True
    except Invalid as problem:
        put_beside_field(form, problem)
    except Refused as problem:
        form.form_errors.append(said(problem))
    return None
