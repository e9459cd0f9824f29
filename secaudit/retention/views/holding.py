"""Records that must not go for now."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import saved
from secaudit.calendar import clock
from secaudit.retention import actions, reading
from secaudit.retention.forms import (
    HoldForm,
    ReasonForm,
)
from secaudit.retention.views.pages import bp, form_page, label


@bp.route("/holds/new", methods=["GET", "POST"])
def hold():
    form = HoldForm()
    if saved(
        form,
        lambda: actions.set_hold(form.item(), form.reason.data, by=current, at=clock.now()),
    ):
        flash(_("These records are held until somebody ends it."), "success")
        return redirect(url_for(".index"))
    intro = _(
        "For a law suit, a request for disclosure, an inspection: they do not go, whatever their time."
    )
    return form_page(_("Hold records back"), form, _("Hold them"), intro)


@bp.route("/holds/<id:id>/end", methods=["GET", "POST"])
def end_hold(id):
    row, form = reading.hold(id), ReasonForm()
    if saved(form, lambda: actions.end_hold(row.id, form.reason.data, by=current, at=clock.now())):
        flash(_("The hold has ended."), "success")
        return redirect(url_for(".index"))
    title = _("End the hold: %(what)s", what=label(row.item))
    return form_page(title, form, _("End the hold"))
