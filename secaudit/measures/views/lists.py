"""The measures of a year, on the page and on A4."""

from flask import render_template, request

from secaudit.accounts.forms import EmptyForm
from secaudit.accounts.gate import current
from secaudit.calendar import clock
from secaudit.calendar.fiscal import fiscal_year
from secaudit.documents import typeset
from secaudit.measures import papers, reading
from secaudit.measures.actions.measures import note_export
from secaudit.measures.views import bp
from secaudit.measures.views.words import asked_year
from secaudit.measures.year import catalogue_of, known_years, period_of, year_with_targets
from secaudit.web.attachments import attached
from secaudit.web.language import in_my_language


@bp.get("/measures")
def index():
    year, years = asked_year()
    return render_template(
        "measures/index.html",
        year=year,
        years=years,
        rows=reading.measures(year, fiscal_year(clock.today())),
        titles=chapter_titles(year),
    )


def chapter_titles(year: int) -> dict[str, str]:
    chapters = catalogue_of(period_of(year)).chapters
    return {each.id: in_my_language(each.title) for each in chapters}


@bp.get("/measures/paper")
def paper():
    """Targets and measures of a year, as they are printed."""
    year, _years = asked_year()
    return render_template("measures/paper.html", year=year, letter=_letter(year), form=EmptyForm())


@bp.post("/measures/paper")
def paper_file():
    """The same as PDF; an entry of the journal."""
    this = fiscal_year(clock.today())
    asked = request.form.get("year")
    year = next((y for y in known_years(this) if str(y) == asked), this)
    content = typeset(_letter(year), clock.now()).pdf
    note_export(year, by=current, at=clock.now())
    return attached(content, f"secaudit-measures-{year}.pdf")


def _letter(year: int):
    found = year_with_targets(year)
    rows = reading.measures(year, fiscal_year(clock.today()))
    return papers.year_paper(found, rows, chapter_titles(year), clock.today())
