"""Trying to save what a form holds."""

from collections.abc import Callable
from typing import Any

from secaudit.accounts.views import put_beside_field
from secaudit.errors import Invalid, Refused
from secaudit.web.problems import said


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
