"""One exception: how it stands, the decision, its end."""

from datetime import date

from flask import (
    abort,
    flash,
    redirect,
    render_template,
    url_for,
)
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import saved, shown_form
from secaudit.calendar import clock
from secaudit.decisions.reading import decisions_about
from secaudit.exceptions import actions, reading
from secaudit.exceptions.forms import (
    ApproveForm,
    EndForm,
    PaperForm,
    RefuseForm,
    SeenForm,
)
from secaudit.exceptions.kinds import State
from secaudit.exceptions.listing import titles
from secaudit.exceptions.models import Deviation
from secaudit.exceptions.views import bp
from secaudit.organisation.reading import last_names, tree
from secaudit.people.reading import names
from secaudit.web.language import called


@bp.get("/<id:id>")
def show(id):
    on = clock.today()
    row = reading.deviation(id, current, on)
    own = actions.is_own(current, row, on)
    people = names(
        each for each in (row.requested_by_id, row.decided_by_id, row.ended_by_id) if each
    )
    return render_template(
        "exceptions/show.html",
        row=row,
        on=on,
        standing=row.standing(on),
        title=titles().get(row.control, ""),
        unit=last_names({row.unit_id})[row.unit_id],
        people=people,
        renewals=reading.renewals(row),
        papers=decisions_about(row),
        own=own,
        **what_may_be_done(row, own, on),
    )


def what_may_be_done(row: Deviation, own: bool, on: date) -> dict[str, bool]:
    asks = reading.reads(current, row.unit_id, tree(on), "ask exceptions")
    waits, approved = row.state == State.REQUESTED, row.state == State.APPROVED
    decides = current.may("approve exceptions")
    return {
        "may_decide": waits and decides and not own,
        "may_record": waits and current.may("record decisions") and current.person != row.requested_by_id,
        "may_withdraw": waits and asks,
        "may_renew": approved and asks,
        "may_end": approved and (asks or decides),
    }  # fmt: skip


def heading(row: Deviation) -> str:
    unit = called(last_names({row.unit_id})[row.unit_id])
    return _("%(number)s %(unit)s: %(control)s", number=row.number, unit=unit, control=row.control)


def asked_form(row: Deviation, form, title: str, intro: str, button: str):
    here = url_for(".show", id=row.id)
    trail = [(_("Exceptions"), url_for(".index")), (heading(row), here)]
    return shown_form(form, here, title=title, intro=intro, button=button, breadcrumb=trail)


def decided(id: int, form, act, title: str, intro: str, button: str, done: str):
    """A page that is one form about one exception: shown, or what it asks for done."""
    row = reading.deviation(id, current, clock.today())
    form.seen.data = form.seen.data if form.is_submitted() else row.version
    now = {"by": current, "at": clock.now(), "on": clock.today()}
    if saved(form, lambda: act(id, form.seen.data, told(form), **now)):
        flash(done, "success")
        return redirect(url_for(".show", id=id))
    return asked_form(row, form, title, intro, button)


def told(form):
    """The words of the form, or what stands on the paper."""
    return form.paper() if isinstance(form, PaperForm) else (form.words.data or "")


@bp.route("/<id:id>/approve", methods=["GET", "POST"])
def approve(id):
    return decided(
        id,
        ApproveForm(),
        actions.approve,
        _("Approve the exception"),
        _("It holds for the days that were asked for. The answers of the department stay △ or ×."),
        _("Approve it"),
        _("The exception is approved."),
    )


@bp.route("/<id:id>/refuse", methods=["GET", "POST"])
def refuse(id):
    return decided(
        id,
        RefuseForm(),
        actions.refuse,
        _("Do not approve the exception"),
        _("The department reads your reason."),
        _("Do not approve it"),
        _("The exception is not approved."),
    )


@bp.route("/<id:id>/approval-on-paper", methods=["GET", "POST"])
def approve_on_paper(id):
    return decided(
        id,
        PaperForm(),
        actions.approve_on_paper,
        _("Approved on paper"),
        _("Copy what stands on the paper. Whoever asked for the decision cannot record it."),
        _("Record the decision"),
        _("The decision is recorded. The exception is approved."),
    )


@bp.route("/<id:id>/end", methods=["GET", "POST"])
def end(id):
    row = reading.deviation(id, current, clock.today())
    if not current.may("approve exceptions"):
        actions.require_own(current, row, clock.today())
    return decided(
        id,
        EndForm(),
        actions.end,
        _("End the exception"),
        _("From today the control is to be kept again."),
        _("End it"),
        _("The exception has ended."),
    )


@bp.post("/<id:id>/withdraw")
def withdraw(id):
    form = SeenForm()
    if not form.validate_on_submit():
        abort(400)
    actions.withdraw(id, form.seen.data, by=current, at=clock.now(), on=clock.today())
    flash(_("The request is taken back."), "success")
    return redirect(url_for(".show", id=id))
