"""The targets of a year: beside what was reached, proposed, decided; every version."""

from collections.abc import Callable, Mapping

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.accounts.saving import doing, form_page, saved
from secaudit.calendar import clock
from secaudit.decisions.reading import decisions_about
from secaudit.errors import Conflict, Missing
from secaudit.measures import reading
from secaudit.measures.actions import targets as actions
from secaudit.measures.attainment import shares
from secaudit.measures.forms import PaperForm, ReasonForm, WordsForm, rates_form, year_words
from secaudit.measures.kinds import CITY, State
from secaudit.measures.models import TargetSet
from secaudit.measures.views import bp
from secaudit.measures.views.words import asked_year
from secaudit.measures.year import catalogue_of, period_of, year_with_targets
from secaudit.organisation.reading import last_names
from secaudit.people.reading import names
from secaudit.selfcheck import reading as selfcheck
from secaudit.web.language import in_my_language


@bp.get("/targets")
def targets():
    """The target of every chapter beside what the departments declared."""
    year, years = asked_year()
    return render_template(
        "measures/targets.html",
        found=year_with_targets(year),
        as_of=clock.now(),
        years=years,
        versions=reading.versions(year),
    )


@bp.get("/targets/departments")
def departments():
    """What stands behind an attainment rate: the departments, in official order."""
    year, _years = asked_year()
    found = year_with_targets(year)
    line = found.line(request.args.get("place", CITY))
    if line is None or found.period is None:
        raise Missing()
    order = list(selfcheck.sheet_states(found.period))
    behind = shares(line.place, line.target, found.cells)
    return render_template(
        "measures/departments.html",
        found=found,
        as_of=clock.now(),
        line=line,
        place=place_words(line.place, found.chapters),
        shares=[behind[unit] for unit in order if unit in behind],
        offices=last_names(set(order)),
    )


def place_words(place: str, chapters) -> str:
    titles = {each.id: each.title for each in chapters}
    return _("City") if place == CITY else in_my_language(titles.get(place, place))


@bp.get("/targets/<id:id>")
def target_set(id):
    row = reading.target_set(id)
    people = {each for each in (row.proposed_by_id, row.decided_by_id) if each}
    chapters = catalogue_of(period_of(row.fiscal_year)).chapters
    return render_template(
        "measures/target_set.html",
        row=row,
        before=_before(row),
        places=[(place, place_words(place, chapters)) for place in row.rates],
        people=names(people),
        papers=decisions_about(row),
        waits=row.state == State.PROPOSED,
        own=current.person == row.proposed_by_id,
    )


def _before(row: TargetSet) -> TargetSet | None:
    """The approved version that this one is to take the place of, or took."""
    earlier = [v for v in reading.versions(row.fiscal_year) if v.number < row.number]
    return next((each for each in earlier if each.state == State.APPROVED), None)


@bp.route("/targets/new", methods=["GET", "POST"])
def propose():
    year, _years = asked_year()
    before = reading.targets(year) or reading.targets(year - 1)
    data = {} if before is None else {CITY: before.city, **before.chapters}
    again = any(each.state == State.APPROVED for each in reading.versions(year))
    return _rates_page(
        year,
        data,
        again,
        lambda rates, chapters, reason, _version: actions.propose(
            year, rates, chapters, reason, by=current, at=clock.now()
        ),
        url_for(".targets", year=year),
    )


@bp.route("/targets/<id:id>/change", methods=["GET", "POST"])
def change_targets(id):
    row = reading.target_set(id)
    return _rates_page(
        row.fiscal_year,
        {**row.rates, "reason": row.reason, "version": row.version},
        bool(row.reason),
        lambda rates, chapters, reason, version: actions.change(
            id, version, rates, chapters, reason, by=current, at=clock.now()
        ),
        url_for(".target_set", id=id),
    )


def _rates_page(year: int, data: dict, again: bool, act: Callable, cancel: str):
    """`again`: it takes the place of an approved version, so it needs a reason."""
    chapters = catalogue_of(period_of(year)).chapters
    form = rates_form(chapters, {"version": 0, **data})
    if not again:
        del form.reason
    ids = [each.id for each in chapters]
    reason = form.reason.data or "" if again else ""
    try:
        row = saved(form, lambda: act(form.rates(), ids, reason, form.version.data))
    except Conflict as problem:
        both = (each and in_words(each, chapters) for each in (problem.theirs, problem.ours))
        raise Conflict(problem.message, *both, **problem.params) from problem
    if row:
        flash(_("Proposed. The CHIEF or the CISO decides."), "success")
        return redirect(url_for(".target_set", id=row.id))
    page = render_template("measures/rates.html", form=form, year=year, again=again, cancel=cancel)
    return (page, 400) if form.errors else page


def in_words(rates: Mapping[str, int | None], chapters) -> dict[str, str]:
    """Rates as they stand in the form: by the names of places."""
    return {place_words(each, chapters): _rate_words(rate) for each, rate in rates.items()}


def _rate_words(rate: int | None) -> str:
    return _("No target") if rate is None else _("%(rate)s percent", rate=rate)


def _decided(id: int, form, act: Callable, told: Callable, title: str, button: str, done: str):
    """A page that is one form about one version: shown, or what it asks for done."""
    row = reading.target_set(id)
    form.version.data = form.version.data if form.is_submitted() else row.version
    return form_page(
        form,
        lambda: act(id, form.version.data, told(form), **doing()),
        done,
        url_for(".target_set", id=id),
        title=title,
        button=button,
        intro=_("Targets of %(year)s, version %(number)s.", year=year_words(row.fiscal_year), number=row.number),
        breadcrumb=[(_("Targets"), url_for(".targets", year=row.fiscal_year))],
    )  # fmt: skip


def said(form) -> str:
    return form.words.data or ""


@bp.route("/targets/<id:id>/approval", methods=["GET", "POST"])
def approve_targets(id):
    title, button = _("Approve the targets"), _("Approve them")
    done = _("The targets are approved. From now on only another version changes them.")
    return _decided(id, WordsForm(), actions.approve, said, title, button, done)


@bp.route("/targets/<id:id>/refusal", methods=["GET", "POST"])
def refuse_targets(id):
    title, button = _("Do not approve the targets"), _("Do not approve them")
    done = _("The targets are not approved. The reason stays on record.")
    return _decided(id, ReasonForm(), actions.refuse, said, title, button, done)


@bp.route("/targets/<id:id>/approval-on-paper", methods=["GET", "POST"])
def approve_targets_on_paper(id):
    title, button = _("Targets approved on paper"), _("Record the decision")
    done = _("The decision is recorded. The targets are approved.")
    return _decided(id, PaperForm(), actions.approve_on_paper, PaperForm.paper, title, button, done)
