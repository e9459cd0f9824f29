"""Pages of incidents: the list of a year, one of them, its form, its record on A4."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from secaudit.accounts.forms import EmptyForm
from secaudit.accounts.gate import current
from secaudit.accounts.saving import doing, saved
from secaudit.activities.listing import year_words
from secaudit.calendar import clock
from secaudit.calendar.fiscal import fiscal_year
from secaudit.directory.fields import offices as offered
from secaudit.documents import typeset
from secaudit.incidents import actions, reading, words
from secaudit.incidents.forms import IncidentForm
from secaudit.incidents.kinds import Duty
from secaudit.incidents.listing import is_late, totals
from secaudit.incidents.models import Incident
from secaudit.incidents.papers import COUNTING, record_paper
from secaudit.web.attachments import attached

bp = Blueprint("incidents", __name__, url_prefix="/incidents")


@bp.context_processor
def vocabulary():
    """What these pages call by the same words."""
    return {
        "words": words,
        "year_words": year_words,
        "on_this_day": clock.today(),
        "counting": COUNTING,
        "Duty": Duty,
    }


def found(id: int) -> Incident:
    return reading.incident(id, current, clock.today())


@bp.get("")
def index():
    on = clock.today()
    years = sorted({*reading.years(), fiscal_year(on)}, reverse=True)
    asked = request.args.get("year", "")
    year = next((each for each in years if str(each) == asked), fiscal_year(on))
    rows = reading.of_year(year, current, on)
    return render_template(
        "incidents/index.html",
        rows=rows,
        year=year,
        years=years,
        totals=totals(rows, on),
        names=words.offices(rows),
        is_late=is_late,
    )


@bp.get("/<id:id>")
def show(id):
    row = found(id)
    return render_template(
        "incidents/show.html",
        row=row,
        names=words.offices([row]),
        versions=list(reading.versions(row)),
    )


@bp.route("/new", methods=["GET", "POST"])
def new():
    form = _form()
    del form.reason
    row = saved(form, lambda: actions.enter(form.facts(), **doing()))
    if row is not None:
        flash(_("Recorded."), "success")
        return redirect(url_for(".show", id=row.id))
    return _page(form, None)


@bp.route("/<id:id>/record", methods=["GET", "POST"])
def edit(id):
    """What was open is filled in, or what was written is corrected."""
    row = found(id)
    form = _form(row)

    def save():
        reason = form.reason.data or ""
        return actions.change(id, form.version.data, form.facts(), reason, **doing())

    if saved(form, save) is not None:
        flash(_("Recorded."), "success")
        return redirect(url_for(".show", id=id))
    return _page(form, row)


def _form(row: Incident | None = None) -> IncidentForm:
    on = clock.today()
    data = {**row.__data__} if row else {"noticed_on": on, "duty": Duty.UNDECIDED}
    form = IncidentForm(data=data)
    here = list(offered(on, none=_("The whole city")))
    if row and row.unit_id and row.unit_id not in dict(here):
        here += words.offices([row]).items()
    form.offer(here)
    return form


def _page(form: IncidentForm, row: Incident | None):
    page = render_template("incidents/form.html", form=form, row=row)
    return (page, 400) if form.errors else page


@bp.get("/<id:id>/paper")
def paper(id):
    """The record on A4, as it is printed."""
    row = found(id)
    return render_template("incidents/paper.html", row=row, letter=_paper(row), form=EmptyForm())


@bp.post("/<id:id>/paper")
def paper_file(id):
    """The same as PDF; an entry of the journal."""
    row = found(id)
    content = typeset(_paper(row), clock.now()).pdf
    actions.note_export(row, by=current, at=clock.now())
    return attached(content, f"secaudit-incident-{row.id}.pdf")


def _paper(row: Incident):
    return record_paper(row, list(reading.versions(row)), clock.today())
