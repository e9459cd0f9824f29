"""Recording that the CHIEF or a head decided on paper or in the city's own approval system."""

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from wtforms import Field

from secaudit.accounts.gate import current
from secaudit.accounts.saving import put_beside_field
from secaudit.calendar import clock
from secaudit.errors import Invalid
from secaudit.selfcheck import actions, reading
from secaudit.selfcheck.forms import PaperForm
from secaudit.selfcheck.views import bp
from secaudit.selfcheck.views.corrections import correction_shown
from secaudit.selfcheck.views.words import period_title
from secaudit.web.language import called


@bp.route("/periods/<id:id>/approval-on-paper", methods=["GET", "POST"])
def approve_on_paper(id):
    period = reading.period(id)
    form = PaperForm(version=period.version)
    if _recorded(form, actions.approve_on_paper, id, form.version):
        flash(_("The decision is recorded. The period can be opened now."), "success")
        return redirect(url_for(".period", id=id))
    return _page(form, _("The plan was approved on paper"), period_title(period), ".period", id)


@bp.route("/sheets/<id:id>/confirmation-on-paper", methods=["GET", "POST"])
def confirm_on_paper(id):
    sheet = reading.sheet_for(current, id, "record decisions")
    form = PaperForm(hash=sheet.submitted_hash)
    if _recorded(form, actions.confirm_on_paper, id, form.hash):
        flash(_("The decision is recorded."), "success")
        return redirect(url_for(".sheet", id=id))
    return _page(form, _("The head confirmed on paper"), called(sheet), ".sheet", id)


@bp.route("/corrections/<id:id>/approval-on-paper", methods=["GET", "POST"])
def approve_correction_on_paper(id):
    row = correction_shown(id)
    form = PaperForm(version=row.version)
    if _recorded(form, actions.approve_correction_on_paper, id, form.version):
        flash(_("The decision is recorded. Both values stay on record."), "success")
        return redirect(url_for(".sheet", id=row.sheet_id))
    return _page(
        form, _("The correction was approved on paper"), called(row.sheet), ".sheet", row.sheet_id
    )


def _recorded(form: PaperForm, act: Callable, id: int, shown: Field) -> bool:
    """Whether `act` took the paper's decision; `shown`: the field that says what it was about."""
    if not form.validate_on_submit():
        return False
    try:
        act(id, shown.data, form.paper(), by=current, at=clock.now(), on=clock.today())
    except Invalid as problem:
        put_beside_field(form, problem)
        return False
    return True


def _page(form, title: str, back: str, endpoint: str, id: int):
    return render_template(
        "selfcheck/ask.html",
        form=form,
        title=title,
        text=_("Copy what stands on the paper. Whoever asked for the decision cannot record it."),
        button=_("Record the decision"),
        back=(back, url_for(endpoint, id=id)),
    )
