"""The secretariat's pages: the list of periods, a period with its progress, its steps."""

from datetime import date, timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from secaudit.access.roles import OF_A_SYSTEM, Role
from secaudit.accounts.gate import current
from secaudit.accounts.saving import put_beside_field
from secaudit.calendar import clock
from secaudit.calendar.fiscal import fiscal_year
from secaudit.calendar.workdays import due_within, next_open_day
from secaudit.errors import Invalid
from secaudit.organisation.reading import lineages, tree
from secaudit.organisation.settings import Preset, settings
from secaudit.selfcheck import actions, reading
from secaudit.selfcheck.closing import checklist
from secaudit.selfcheck.forms import PlanForm, ReopenForm
from secaudit.selfcheck.kinds import STAFF_FORMS, Form
from secaudit.selfcheck.models import Period, Sheet
from secaudit.selfcheck.views import bp
from secaudit.selfcheck.views.words import period_title, time_left
from secaudit.selfcheck.waiting import standing, turn
from secaudit.web.fields import VersionForm

# What a new plan proposes beside the department form; the staff form is never proposed.
USUAL_FORMS: dict[str, tuple[Form, ...]] = {
    Preset.FIRST_YEAR: (),
    Preset.STANDARD: (Form.SYSTEM,),
    Preset.DETAILED: (Form.HEAD, Form.SYSTEM, Form.CHIEF),
}


def sees_all() -> bool:
    return current.units("read sheets") is None


def own_units() -> set[int]:
    """The units whose sheets this person reads, with those whose history they carry on."""
    heads = current.units("read sheets") or set()
    below = tree(clock.today()).below(heads)
    return set().union(*lineages(below).values()) if below else set()


def own_sheets(period: int | None = None) -> list[Sheet]:
    """Of one's departments and systems, and the staff form that is for oneself alone."""
    run = [post.system for post in current.posts if post.role in OF_A_SYSTEM and post.system]
    open_to_unit = Sheet.form.not_in((Form.PERSON, Form.CHIEF)) & Sheet.unit.in_(own_units())
    own = (Sheet.form == Form.PERSON) & (Sheet.person == current.person)
    leads = (Sheet.form == Form.CHIEF) if current.roles & {Role.CISO, Role.CHIEF} else None
    reach = open_to_unit | own | ((Sheet.form == Form.SYSTEM) & Sheet.system.in_(run))
    reach = reach if leads is None else reach | leads
    query = Sheet.select(Sheet, Period).join(Period).where(reach)
    if period:
        query = query.where(Sheet.period == period)
    newest = (Period.fiscal_year.desc(), Period.number.desc())
    return list(query.order_by(*newest, Sheet.position, Sheet.id))


@bp.get("/")
def index():
    if not sees_all():
        return render_template("selfcheck/own.html", sheets=own_sheets(), turn=turn, left=time_left)
    return render_template("selfcheck/index.html", periods=reading.periods(), own=own_sheets())


@bp.route("/periods/new", methods=["GET", "POST"])
def new_period():
    form = PlanForm(data=_usual_dates(clock.today()))
    if form.validate_on_submit():
        try:
            period = actions.plan_period(form.plan(), by=current, at=clock.now())
        except Invalid as problem:
            put_beside_field(form, problem)
        else:
            flash(_("The plan is saved. The CHIEF approves it next."), "success")
            return redirect(url_for(".period", id=period.id))
    return render_template("selfcheck/plan.html", form=form, period=None)


def _usual_dates(today: date) -> dict:
    """October, as in most cities; later in the year four weeks from the next working day."""
    year = fiscal_year(today)
    opens = max(date(year, 10, 1), next_open_day(today))
    return {
        "fiscal_year": year,
        "opens_on": opens,
        "due_on": due_within(opens, 29 if opens.day == 1 else 28),
        "reference_date": opens.replace(day=1) - timedelta(days=1),
        "scope": "core",
        "others": [form.value for form in USUAL_FORMS[settings()["preset"]]],
    }


@bp.route("/periods/<id:id>/edit", methods=["GET", "POST"])
def edit_period(id):
    period = reading.period(id)
    form = PlanForm(
        obj=period,
        scope="core" if period.core_only else "all",
        others=period.forms.split(),
        staff=next((each.value for each in period.other_forms if each in STAFF_FORMS), ""),
    )
    if form.validate_on_submit():
        try:
            actions.edit_period(id, form.version.data, form.plan(), by=current, at=clock.now())
        except Invalid as problem:
            put_beside_field(form, problem)
        else:
            flash(_("The plan is saved."), "success")
            return redirect(url_for(".period", id=id))
    return render_template("selfcheck/plan.html", form=form, period=period)


@bp.post("/periods/<id:id>/approve", endpoint="approve_period")
def approve_period(id):
    return _step(id, actions.approve_period, _("The plan is approved. It can be opened now."))


@bp.route("/periods/<id:id>/close", methods=["GET", "POST"])
def close_period(id):
    """Who has not handed in first; then what still comes in is late."""
    if request.method == "POST":
        return _step(id, actions.close_period, _("Closed. What still comes in is marked as late."))
    found = reading.period(id)
    return _standing("selfcheck/close.html", found, early=clock.today() <= found.due_on)


def _standing(template: str, found: Period, **more):
    sheets = reading.sheets_of(found)
    return render_template(
        template, period=found, sheets=sheets, standing=standing(sheets), turn=turn, **more
    )


@bp.post("/periods/<id:id>/report", endpoint="report_period")
def report_period(id):
    return _step(id, actions.report_period, _("Marked as reported to the committee."))


@bp.post("/periods/<id:id>/archive", endpoint="archive_period")
def archive_period(id):
    return _step(id, actions.archive_period, _("The period is archived."))


def _checked() -> VersionForm:
    form = VersionForm()
    if not form.validate_on_submit():
        abort(400)
    return form


def _step(id: int, action, done: str):
    form = _checked()
    action(id, form.version.data, by=current, at=clock.now())
    flash(done, "success")
    return redirect(url_for(".period", id=id))


@bp.route("/periods/<id:id>/freeze", methods=["GET", "POST"])
def freeze_period(id):
    """The checklist first; then the figures become final."""
    if request.method == "POST":
        return _step(id, actions.freeze_period, _("The figures are final."))
    found = reading.period(id)
    return render_template("selfcheck/freeze.html", period=found, list=checklist(found))


@bp.route("/periods/<id:id>/reopen", methods=["GET", "POST"])
def reopen_period(id):
    found, form = reading.period(id), ReopenForm()
    form.version.data = form.version.data or found.version
    if form.validate_on_submit():
        try:
            actions.reopen_period(
                id,
                form.version.data,
                form.due_on.data,
                form.reason.data,
                by=current,
                at=clock.now(),
                on=clock.today(),
            )
        except Invalid as problem:
            put_beside_field(form, problem)
        else:
            flash(_("The period is open again."), "success")
            return redirect(url_for(".period", id=id))
    return render_template(
        "selfcheck/ask.html",
        form=form,
        title=_("Reopen the period"),
        text=_("All departments can answer until the new due date. The reason is kept."),
        button=_("Reopen"),
        back=(period_title(found), url_for(".period", id=id)),
    )
