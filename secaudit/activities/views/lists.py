"""The year's list, when each was last really done, the files and the A4 page."""

from flask import Response, abort, current_app, render_template, request

from secaudit.accounts.forms import EmptyForm
from secaudit.accounts.gate import current
from secaudit.activities import actions, papers, reading
from secaudit.activities.kinds import Kind
from secaudit.activities.listing import VIEWS, Chosen, as_table, chosen
from secaudit.activities.rules import by_kind
from secaudit.activities.views import bp
from secaudit.calendar import clock
from secaudit.catalogue.installed import current as in_use
from secaudit.documents import typeset
from secaudit.web.language import language
from secaudit.web.spreadsheets import as_csv, as_xlsx

FILES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
}


@bp.get("")
def index():
    return render_template(
        "activities/index.html",
        found=chosen(request.args, current, clock.today()),
        views=VIEWS,
        kinds=list(Kind),
    )


@bp.get("/last-done")
def last_done():
    """When each kind was last really done, whether it is due, and what it is evidence for."""
    return render_template(
        "activities/last_done.html",
        standing=by_kind(reading.seen()),
        catalogue=in_use(current_app.config),
    )


@bp.get("/paper")
def paper():
    """Plan and results of the year, as they are printed."""
    found = chosen({"year": request.args.get("year", "")}, current, clock.today())
    return render_template(
        "activities/paper.html",
        found=found,
        letter=papers.year_paper(found, clock.today()),
        form=EmptyForm(),
    )


@bp.post("/paper")
def paper_file():
    """The A4 page as PDF; an entry of the journal."""
    found = chosen({"year": request.form.get("year", "")}, current, clock.today())
    return _kept(found, "pdf", typeset(papers.year_paper(found, clock.today()), clock.now()).pdf)


@bp.post("/file")
def file():
    """The list as Excel or CSV; an entry of the journal."""
    kind, found = request.form.get("format", ""), chosen(request.form, current, clock.today())
    table = as_table(found, clock.today())
    if kind == "csv":
        return _kept(found, kind, as_csv(table))
    if kind == "xlsx":
        content = as_xlsx([table], clock.now(), {"title": table.title}, language())
        return _kept(found, kind, content)
    abort(400)


def _kept(found: Chosen, kind: str, content: bytes) -> Response:
    actions.note_export(kind, found.year, by=current, at=clock.now())
    response = Response(content, mimetype=FILES[kind])
    name = f"secaudit-activities-{found.year}.{kind}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
