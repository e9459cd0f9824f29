"""Trying to do what a form asks for."""

from collections.abc import Callable
from typing import Any

from secaudit.accounts.views import put_beside_field
from secaudit.errors import Invalid, Refused
from secaudit.web.problems import said


def saved(form, act: Callable[[], Any]) -> Any:
    """What `act` returns; None where a rule refused, and the form then says what and where."""
    if not form.validate_on_submit():
        return None
    try:
        return act() or True
    except Invalid as problem:
        put_beside_field(form, problem)
    except Refused as problem:
        form.form_errors.append(said(problem))
    return None
