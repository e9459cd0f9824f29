"""One activity: planned, changed, held, put right, cancelled."""

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from secaudit.access.roles import Role
from secaudit.accounts.gate import current
from secaudit.accounts.saving import doing, tried
from secaudit.activities import actions, reading
from secaudit.activities.forms import CancelForm, PlanForm, ResultForm
from secaudit.activities.kinds import Kind
from secaudit.activities.models import Activity, ActivityResult
from secaudit.activities.rules import is_over
from secaudit.activities.views import bp
from secaudit.calendar import clock
from secaudit.catalogue.installed import current as in_use
from secaudit.metrics.exercises import opening_rate, reporting_rate
from secaudit.organisation.reading import tree
from secaudit.people.reading import names, posts_of_unit
from secaudit.web.language import called, in_my_language


def find(id: int) -> tuple[Activity, reading.Sight]:
    sight = reading.sight_of(current, clock.today())
    return reading.activity(id, sight), sight


def known_controls() -> dict[str, str]:
    return {each.id: in_my_language(each.title) for each in in_use(current_app.config).controls}


@bp.get("/<id:id>")
def show(id):
    row, sight = find(id)
    on, held = clock.today(), reading.results(row)
    by_unit = reading.taken_by_unit([row.id], sight.counts).get(row.id, {})
    seen_units = {*row.units, *by_unit}
    offices = reading.in_order(seen_units, row.held_on or on) if seen_units else {}
    return render_template(
        "activities/show.html",
        row=row,
        held=held,
        result=held[-1] if held else None,
        by_unit={unit: by_unit[unit] for unit in offices if unit in by_unit},
        offices=offices,
        sight=sight,
        titles=known_controls(),
        people=names(each.by_id for each in held if each.by_id),
        reporting_rate=reporting_rate,
        opening_rate=opening_rate,
    )


def plan_form(row: Activity | None = None) -> PlanForm:
    data = {} if row is None else {
        **row.__data__, "kind": row.kind.value, "controls": ", ".join(row.controls),
    }  # fmt: skip
    form = PlanForm(data={"owner": _usual_owner(), **data} if row is None else data)
    form.kind.offer((kind.value, _(kind.label)) for kind in Kind)
    offices = tree(clock.today())
    offered = {each.id: called(each) for each in offices.answering()}
    gone = reading.in_order(set(row.units) - set(offered), clock.today()) if row else {}
    form.units.coerce = int
    form.units.offer((offered | {id: called(each) for id, each in gone.items()}).items())
    if row is None or not is_over(row.fiscal_year, clock.today()):
        del form.reason
    else:
        form.reason.flags.required = True
    return form


def _usual_owner() -> str:
    """The head of the office of whoever plans, by post."""
    units = [post.unit for post in current.posts if post.unit]
    held = posts_of_unit(units[0], clock.today()) if units else []
    return next((post.title for post in held if post.role == Role.MGR and post.title), "")


@bp.route("/new", methods=["GET", "POST"])
def new():
    form = plan_form()
    done: list[Activity] = []
    if tried(form, lambda: done.append(actions.plan(form.plan(), known_controls(), **doing()))):
        flash(_("Planned."), "success")
        return redirect(url_for(".show", id=done[0].id))
    return _form_page(form, None)


@bp.route("/<id:id>/plan", methods=["GET", "POST"])
def edit(id):
    row, _sight = find(id)
    form = plan_form(row)

    def act():
        reason = form.reason.data or "" if "reason" in form else ""
        actions.change(id, form.version.data, form.plan(), known_controls(), reason, **doing())

    if tried(form, act):
        flash(_("The plan is changed."), "success")
        return redirect(url_for(".show", id=id))
    return _form_page(form, row)


def _form_page(form: PlanForm, row: Activity | None):
    page = render_template("activities/plan.html", form=form, row=row)
    return (page, 400) if form.errors else page


@bp.route("/<id:id>/result", methods=["GET", "POST"])
def result(id):
    """The result, or another version of it where one is recorded already."""
    row, _sight = find(id)
    held = reading.results(row)
    form = result_form(row, held[-1] if held else None)

    def act():
        if held:
            actions.correct(id, form.version.data, form.held(), form.reason.data or "", **doing())
        else:
            actions.hold(id, form.version.data, form.held(), **doing())

    if tried(form, act):
        words = _("The record is corrected; the earlier one stays.") if held else _("Recorded.")
        flash(words, "success")
        return redirect(url_for(".show", id=id))
    page = render_template("activities/result.html", form=form, row=row, again=bool(held))
    return (page, 400) if form.errors else page


def result_form(row: Activity, last: ActivityResult | None) -> ResultForm:
    data = dict(last.__data__) if last else {"held_on": min(row.last_day, clock.today())}
    form = ResultForm(data={**data, "version": row.version, "reason": ""})
    if row.kind != Kind.MAIL:
        for name in ("mailed", "opened", "reported"):
            form[name].data = None
    if last is None:
        del form.reason
    else:
        form.reason.flags.required = True
    form.result.flags.required = True
    if row.kind != Kind.RESTORE:
        form.result.description = ""
    return form


@bp.route("/<id:id>/cancellation", methods=["GET", "POST"])
def cancel(id):
    row, _sight = find(id)
    form = CancelForm(data={"version": row.version})
    form.reason.flags.required = True
    if tried(
        form, lambda: actions.cancel(id, form.version.data, form.reason.data or "", **doing())
    ):
        flash(_("Cancelled. The plan stays on record with the reason."), "success")
        return redirect(url_for(".show", id=id))
    page = render_template("activities/cancel.html", form=form, row=row)
    return (page, 400) if form.errors else page
