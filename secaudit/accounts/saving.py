"""Trying to save what a form holds, and the page that is one form."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template

from secaudit.accounts.gate import current
from secaudit.calendar import clock
from secaudit.errors import Invalid, Refused
from secaudit.web.beforehand import Beforehand
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


def form_page(form, act: Callable, done: str, back: str, **page):
    """A page that is one form: shown, or what it asks for done and back to where it came from."""
    if saved(form, act):
        flash(done, "success")
        return redirect(back)
    return shown_form(form, back, **page)


def confirmed(form, act: Callable, done: str, back: str, said: Beforehand, **page):
    """What cannot be undone: said first, with what hangs on it; done at the second press."""
    return form_page(form, act, done, back, template="confirm.html", said=said, **page)


def shown_form(form, back: str, template: str = "form.html", **page):
    """`page`: title, button, intro, breadcrumb. 400 where something has to be put right."""
    found = render_template(template, form=form, cancel=back, **page)
    return (found, 400) if form.errors else found
