"""Pages of exceptions: the list, one of them, the request, the decision."""

from datetime import date, timedelta

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _

from secaudit.accounts.forms import EmptyForm
from secaudit.accounts.gate import current
from secaudit.accounts.saving import saved
from secaudit.calendar import clock
from secaudit.catalogue.installed import current as in_use
from secaudit.catalogue.views import told_elsewhere
from secaudit.decisions.reading import decisions_about
from secaudit.exceptions import actions, reading
from secaudit.exceptions.beside import GLOBALS, on_control_page
from secaudit.exceptions.forms import (
    ApproveForm,
    EndForm,
    PaperForm,
    RefuseForm,
    SeenForm,
    WishForm,
)
from secaudit.exceptions.kinds import State
from secaudit.exceptions.listing import VIEWS, as_table, chosen, titles
from secaudit.exceptions.models import Deviation
from secaudit.journal.actions import record, transaction
from secaudit.organisation.reading import last_names, tree
from secaudit.organisation.tree import Tree
from secaudit.people.reading import names
from secaudit.web.language import called, in_my_language, language
from secaudit.web.spreadsheets import as_csv, as_xlsx

bp = Blueprint("exceptions", __name__, url_prefix="/exceptions")
for each in GLOBALS:
    bp.add_app_template_global(each)
told_elsewhere.append(on_control_page)

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
USUAL_DAYS = 180


@bp.get("")
def index():
    found = chosen(request.args, current, clock.today())
    return render_template("exceptions/index.html", found=found, views=VIEWS, form=EmptyForm())


@bp.post("/file")
def file():
    """The list as Excel or CSV; an entry of the journal."""
    kind, at = request.form.get("format", ""), clock.now()
    if kind not in TYPES:
        abort(400)
    table = as_table(chosen(request.form, current, clock.today()))
    content = (
        as_csv(table) if kind == "csv" else as_xlsx([table], at, {"title": table.title}, language())
    )
    with transaction():
        record(current, "export.exceptions", "exceptions", [], at=at, format=kind)
    response = Response(content, mimetype=TYPES[kind])
    response.headers.set(
        "Content-Disposition", "attachment", filename=f"secaudit-exceptions.{kind}"
    )
    return response


# --- asking ---------------------------------------------------------------------------------


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
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        return None
    return reading.deviation(int(asked), current, clock.today())


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


# --- one exception --------------------------------------------------------------------------


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
    page = render_template(
        "policies/form.html",
        form=form,
        title=title,
        intro=intro,
        button=button,
        cancel=url_for(".show", id=row.id),
        breadcrumb=[
            (_("Exceptions"), url_for(".index")),
            (heading(row), url_for(".show", id=row.id)),
        ],
    )
    return (page, 400) if form.errors else page


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
