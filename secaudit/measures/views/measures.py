"""One measure: planned, changed, reported and evaluated year by year, given up."""

from collections.abc import Callable

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import doing, form_page, saved
from secaudit.calendar import clock
from secaudit.calendar.fiscal import fiscal_year
from secaudit.catalogue.installed import current as in_use
from secaudit.measures import reading
from secaudit.measures.actions import measures as actions
from secaudit.measures.forms import (
    EvaluationForm,
    OutlineForm,
    ReasonForm,
    ResultForm,
    written_plans,
    year_words,
)
from secaudit.measures.history import changes_of
from secaudit.measures.models import Measure, MeasureResult, MeasureYear
from secaudit.measures.views import bp
from secaudit.measures.views.lists import chapter_titles
from secaudit.people.reading import names
from secaudit.web.language import in_my_language


@bp.get("/measures/<id:id>")
def show(id):
    row, this = reading.measure(id), fiscal_year(clock.today())
    years = reading.years_of(row)
    results = reading.results_of(each.id for each in years)
    held = [each for several in results.values() for each in several]
    people = {each for r in held for each in (r.reported_by_id, r.evaluated_by_id) if each}
    return render_template(
        "measures/show.html",
        row=row,
        this=this,
        years=list(told_years(years, results, this)),
        titles=chapter_titles(this),
        controls=control_titles(),
        changes=changes_of(row),
        people=names(people),
    )


def told_years(years: list[MeasureYear], results: dict[int, list[MeasureResult]], this: int):
    """Each year as a value, with every version of its result."""
    for each in years:
        if not each.dropped:
            versions = results.get(each.id, [])
            newest = versions[-1] if versions else None
            yield reading.of_year(each, newest, this), versions


def control_titles() -> dict[str, str]:
    return {each.id: in_my_language(each.title) for each in in_use(current_app.config).controls}


def known() -> actions.Known:
    catalogue = in_use(current_app.config)
    return actions.Known(
        [each.id for each in catalogue.chapters], [each.id for each in catalogue.controls]
    )


@bp.route("/measures/new", methods=["GET", "POST"])
def new():
    this = fiscal_year(clock.today())
    form = outline_form({"version": 0, "first_year": this, "last_year": this + 2})
    del form.reason

    def act():
        return actions.plan(form.outline(), known(), by=current, at=clock.now())

    return _outline_page(form, None, act, _("Planned."))


@bp.route("/measures/<id:id>/plan", methods=["GET", "POST"])
def edit(id):
    row = reading.measure(id)
    plans = {each.fiscal_year: each.plan for each in reading.years_of(row) if not each.dropped}
    form = outline_form(
        {**row.__data__, "controls": ", ".join(row.controls), "plans": written_plans(plans)}
    )
    form.reason.flags.required = True

    def act():
        asked = form.version.data, form.outline(), known(), form.reason.data or ""
        return actions.change(id, *asked, by=current, at=clock.now())

    return _outline_page(form, row, act, _("The plan is changed."))


def outline_form(data: dict) -> OutlineForm:
    form = OutlineForm(data=data)
    catalogue = in_use(current_app.config)
    form.chapters.offer((each.id, in_my_language(each.title)) for each in catalogue.chapters)
    for name in ("first_year", "last_year", "plans", "chapters"):
        form[name].flags.required = True
    return form


def _outline_page(form: OutlineForm, row: Measure | None, act: Callable, done: str):
    kept = saved(form, act)
    if kept:
        flash(done, "success")
        return redirect(url_for(".show", id=kept.id))
    page = render_template("measures/plan.html", form=form, row=row)
    return (page, 400) if form.errors else page


@bp.route("/measures/<id:id>/years/<id:year>/result", methods=["GET", "POST"])
def result(id, year):
    """What a year came to; another version of it where one is recorded already."""
    of = reading.year_of(id, year)
    held = reading.results_of([of.id]).get(of.id, [])
    before = {} if not held else {"result": held[-1].result, "evidence": held[-1].evidence}
    form = ResultForm(data={**before, "version": len(held)})
    if held:
        form.reason.flags.required = True
    else:
        del form.reason

    def act():
        reason = form.reason.data or "" if held else ""
        typed = form.version.data, form.result.data or "", form.evidence.data, reason
        return actions.report(id, year, *typed, **doing())

    title = _("What %(year)s came to", year=year_words(year))
    return _about_year(of, form, act, title, _("Record it"), _("Recorded."))


@bp.route("/measures/<id:id>/years/<id:year>/evaluation", methods=["GET", "POST"])
def evaluate(id, year):
    of = reading.year_of(id, year)
    newest = reading.newest_results([of.id]).get(of.id)
    form = EvaluationForm(data={"version": newest.version if newest else 0})

    def act():
        told = form.version.data, form.chosen(), form.words.data or ""
        return actions.evaluate(id, year, *told, by=current, at=clock.now())

    title = _("Evaluation of %(year)s", year=year_words(year))
    return _about_year(of, form, act, title, _("Record the evaluation"), _("Evaluated."))


def _about_year(of, form, act: Callable, title: str, button: str, done: str):
    back = url_for(".show", id=of.measure_id)
    return form_page(
        form,
        act,
        done,
        back,
        title=title,
        intro=_("Planned: %(plan)s", plan=of.plan) if of.plan else "",
        button=button,
        breadcrumb=[
            (_("Measures over several years"), url_for(".index", year=of.fiscal_year)),
            (of.measure.title, back),
        ],
    )


@bp.route("/measures/<id:id>/end", methods=["GET", "POST"])
def end(id):
    row = reading.measure(id)
    form = ReasonForm(data={"version": row.version})
    back = url_for(".show", id=id)
    return form_page(
        form,
        lambda: actions.give_up(id, form.version.data, form.words.data or "", **doing()),
        _("Given up. What is recorded of it stays."),
        back,
        title=_("Give up the measure"),
        intro=row.title,
        button=_("Give it up"),
        breadcrumb=[(row.title, back)],
    )
