"""A department asks for an exception, or for one anew."""

from datetime import date, timedelta

from flask import (
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import saved
from secaudit.calendar import clock
from secaudit.catalogue.installed import current as in_use
from secaudit.exceptions import actions, reading
from secaudit.exceptions.forms import (
    WishForm,
)
from secaudit.exceptions.models import Deviation
from secaudit.exceptions.views import bp
from secaudit.organisation.reading import tree
from secaudit.organisation.tree import Tree
from secaudit.web.addresses import row_number
from secaudit.web.language import called, in_my_language

USUAL_DAYS = 180


@bp.route("/new", methods=["GET", "POST"])
def new():
    """Asked for by a department; `?control=` from beside a question, `?follows=` a renewal."""
    before = renewed(request.args.get("follows", ""))
    form = wish_form(before)
    row = saved(
        form,
        lambda: actions.request(
            form.unit.data,
            form.wish(),
            [value for value, _words in form.control.choices if value],
            by=current,
            at=clock.now(),
            on=clock.today(),
            follows=before.id if before else None,
        ),
    )
    if row:
        flash(_("It waits for approval by the CISO or the chief security officer."), "success")
        return redirect(url_for(".show", id=row.id))
    page = render_template("exceptions/new.html", form=form, before=before)
    return (page, 400) if form.errors else page


def renewed(asked: str) -> Deviation | None:
    number = row_number(asked)
    return reading.deviation(number, current, clock.today()) if number else None


def wish_form(before: Deviation | None) -> WishForm:
    on, offices = clock.today(), tree(clock.today())
    form = WishForm(data=usual(before, on))
    form.unit.choices = [(id, called(offices[id])) for id in asking_units(offices)]
    form.control.choices = controls(before.control if before else "")
    return form


def usual(before: Deviation | None, on: date) -> dict:
    """From today for half a year; a renewal from the day after, with the words of before."""
    if before is None:
        start, control = on, request.args.get("control", "")
        return {"control": control, "starts_on": start, "expires_on": start + timedelta(USUAL_DAYS)}
    start = max(on, before.expires_on + timedelta(days=1))
    return {
        "control": before.control,
        "unit": before.unit_id,
        "what": before.what,
        "reason": before.reason,
        "compensation": before.compensation,
        "starts_on": start,
        "expires_on": start + timedelta(USUAL_DAYS),
    }


def asking_units(offices: Tree) -> list[int]:
    """The departments for which this person may ask."""
    heads = current.units("ask exceptions")
    found = [office.id for office in offices.answering()]
    return [id for id in found if heads is None or heads & set(offices.above(id))]


def controls(only: str) -> list[tuple[str, str]]:
    """All controls that are asked, in the catalogue's order; for a renewal the one alone."""
    asked = (each for each in in_use(current_app.config).controls if not each.withdrawn)
    lines = [(c.id, f"{c.id} {in_my_language(c.title)}") for c in asked if only in ("", c.id)]
    return [("", _("Choose the control.")), *lines]
