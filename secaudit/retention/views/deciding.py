"""A list on its way: approved, withdrawn, carried out."""

from pathlib import Path

from flask import current_app, flash, redirect, url_for
from flask_babel import gettext as _

from secaudit.accounts.forms import EmptyForm
from secaudit.accounts.gate import current, needs_step_up
from secaudit.accounts.saving import saved
from secaudit.calendar import clock
from secaudit.errors import N_, Refused
from secaudit.rehearsal.places import folder_of
from secaudit.retention import actions, reading
from secaudit.retention.forms import (
    CarryOutForm,
    PaperForm,
    ReasonForm,
)
from secaudit.retention.models import Disposal
from secaudit.retention.views.pages import bp, form_page, heading


@bp.post("/<id:id>/approval")
def approve(id):
    row = reading.disposal(id, current)
    if EmptyForm().validate_on_submit():
        actions.approve(row.id, by=current, at=clock.now())
        flash(_("Your approval is recorded."), "success")
    return redirect(url_for(".show", id=id))


@bp.route("/<id:id>/approval-on-paper", methods=["GET", "POST"])
def approve_on_paper(id):
    row, form = reading.disposal(id, current), PaperForm()
    at, on = clock.now(), clock.today()
    if saved(
        form, lambda: actions.approve_on_paper(row.id, form.paper(), by=current, at=at, on=on)
    ):
        flash(_("The decision is recorded."), "success")
        return redirect(url_for(".show", id=id))
    title = _("Approved on paper: %(what)s", what=heading(row))
    intro = _("Copy what stands on the paper. Whoever asked for the decision cannot record it.")
    return form_page(title, form, _("Record the decision"), intro, id)


@bp.route("/<id:id>/withdrawal", methods=["GET", "POST"])
def withdraw(id):
    row, form = reading.disposal(id, current), ReasonForm()
    if saved(form, lambda: actions.withdraw(row.id, form.reason.data, by=current, at=clock.now())):
        flash(_("The list is withdrawn. Nothing went."), "success")
        return redirect(url_for(".show", id=id))
    title = _("Withdraw: %(what)s", what=heading(row))
    return form_page(title, form, _("Withdraw the list"), id=id)


@bp.route("/<id:id>/erasure", methods=["GET", "POST"])
def carry_out(id):
    row, form = reading.disposal(id, current), CarryOutForm()
    if again := needs_step_up():
        return again
    if saved(form, lambda: _let_go(row)):
        flash(_("It is erased. The journal stays whole and says so."), "success")
        return redirect(url_for(".show", id=id))
    title = _("Erase: %(what)s", what=heading(row))
    intro = _(
        "The words go for good, from the records, the journal and the evidence folder. What is counted stays. "
        "This cannot be undone, but for backups made before: they hold the words until they are gone as well."
    )
    return form_page(title, form, _("Erase for good"), intro, id)


def _let_go(row: Disposal) -> Disposal:
    """Not while there is a copy for practice: it would still hold the words."""
    if folder_of(Path(current_app.instance_path)).exists():
        raise Refused(N_("Throw the copy for practice away first: it would still hold the words."))
    return actions.carry_out(row.id, by=current, at=clock.now(), on=clock.today())
