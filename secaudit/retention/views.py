"""Keeping and disposing: what is due, what is held, each list from proposal to its end."""

from datetime import date
from pathlib import Path

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from secaudit.accounts.forms import EmptyForm
from secaudit.accounts.gate import current, needs_step_up
from secaudit.accounts.saving import saved
from secaudit.calendar import clock
from secaudit.calendar.fiscal import fiscal_label
from secaudit.decisions.reading import decisions_about
from secaudit.documents import typeset
from secaudit.errors import N_, Refused
from secaudit.organisation.settings import settings
from secaudit.people.reading import names
from secaudit.rehearsal.places import folder_of
from secaudit.retention import actions, erasing, papers, reading
from secaudit.retention.forms import (
    CarryOutForm,
    HoldForm,
    PaperForm,
    ProposeForm,
    ReasonForm,
    spelt,
)
from secaudit.retention.models import Disposal
from secaudit.retention.rules import APPROVALS, Class, Item, State, due, is_over, kept_until
from secaudit.web.attachments import attached
from secaudit.web.language import language

bp = Blueprint("retention", __name__, url_prefix="/retention")


def label(item: Item) -> str:
    """「自己点検（令和2年度）」."""
    year = fiscal_label(item.year, language())
    return _("%(what)s (%(year)s)", what=_(item.cls.label), year=year)


@bp.get("")
def index():
    on, chosen, held, stock = clock.today(), settings(), reading.held(), reading.stock()
    over = [item for item in sorted(stock) if is_over(item, chosen, on)]
    return render_template(
        "retention/index.html",
        classes=[(each, chosen[each.setting]) for each in Class],
        over=[(item, label(item), _why_not(item, held, stock)) for item in over],
        due=due([item for item in over if stock[item]], chosen, held, on),
        next=_next([item for item in stock if item not in over], chosen),
        holds=[(row, label(row.item)) for row in reading.holds()],
        disposals=reading.disposals(),
        form=EmptyForm(),
    )  # fmt: skip


def _next(items: list[Item], chosen: dict) -> list[tuple[str, date]]:
    """Whose time ends when, the nearest first."""
    ends = [(kept_until(each.year, chosen[each.cls.setting]), each) for each in items]
    return [(label(each), until) for until, each in sorted(ends)]


def _why_not(item: Item, held: dict, stock: dict) -> str:
    if item in held:
        return _("Held: %(reason)s", reason=held[item].reason)
    return "" if stock[item] else _("Not finished yet: somebody still works at it.")


@bp.route("/new", methods=["GET", "POST"])
def propose():
    on, form = clock.today(), ProposeForm()
    items = reading.due_now(on)
    form.items.choices = [(spelt(each), label(each)) for each in items]
    if not form.is_submitted():
        form.items.data = [spelt(each) for each in items]
    row = saved(
        form,
        lambda: actions.propose(form.chosen(), form.ground.data, by=current, at=clock.now(), on=on),
    )
    if row:
        flash(_("The list is made. Two others approve it before anything goes."), "success")
        return redirect(url_for(".show", id=row.id))
    intro = _("Nothing goes by this. The list is approved by two people first.")
    return form_page(_("Propose a disposal"), form, _("Make the list"), intro)


def form_page(title: str, form, button: str, intro: str = "", id: int | None = None):
    back = url_for(".show", id=id) if id else url_for(".index")
    page = render_template(
        "policies/form.html",
        form=form,
        title=title,
        intro=intro,
        button=button,
        cancel=back,
        breadcrumb=[(_("Keeping and disposing"), url_for(".index"))],
    )
    return (page, 400) if form.errors else page


@bp.get("/<id:id>")
def show(id):
    row = reading.disposal(id, current)
    approvals = reading.approvals(row)
    return render_template(
        "retention/show.html",
        row=row,
        title=heading(row),
        items=[(item, label(item)) for item in row.listed],
        extent=erasing.extent(row.listed)
        if row.state in (State.PROPOSED, State.APPROVED)
        else None,
        approvals=approvals,
        papers=decisions_about(row),
        people=names(each for each in (row.proposed_by_id, row.carried_out_by_id) if each),
        missing=APPROVALS - len(approvals),
        **what_may_be_done(row, [each.by_id for each in approvals]),
    )


def heading(row: Disposal) -> str:
    return _("Disposal list %(number)s", number=row.id)


def what_may_be_done(row: Disposal, approved_by: list) -> dict[str, bool]:
    proposed, approved = row.state == State.PROPOSED, row.state == State.APPROVED
    proposes, own = current.may("propose disposals"), current.person == row.proposed_by_id
    return {
        "may_approve": proposed
        and current.may("approve disposals")
        and not own
        and current.person not in approved_by,
        "may_record": proposed and current.may("record decisions") and not own,
        "may_withdraw": (proposed or approved) and proposes,
        "may_carry_out": approved and proposes,
    }


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


@bp.post("/<id:id>/paper")
def paper(id):
    """The list as it is filed, with the boxes of those who approve."""
    row = reading.disposal(id, current)
    made = typeset(papers.list_paper(row, label, clock.today()), clock.now())
    actions.note_export(row, by=current, at=clock.now())
    return attached(made.pdf, f"secaudit-disposal-{row.id}.pdf")


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
