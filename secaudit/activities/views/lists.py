"""The year's list, when each was last really done, the files and the A4 page."""

from flask import current_app, render_template, request

from secaudit.accounts.forms import EmptyForm
from secaudit.accounts.gate import current
from secaudit.activities import actions, papers, reading
from secaudit.activities.kinds import Kind
from secaudit.activities.listing import VIEWS, as_table, chosen
from secaudit.activities.rules import by_kind
from secaudit.activities.views import bp
from secaudit.calendar import clock
from secaudit.catalogue.installed import current as in_use
from secaudit.documents import typeset
from secaudit.documents.lists import handed_out
from secaudit.web.attachments import attached


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
    content = typeset(papers.year_paper(found, clock.today()), clock.now()).pdf
    actions.note_export(found.year, by=current, at=clock.now())
    return attached(content, f"secaudit-activities-{found.year}.pdf")


@bp.post("/file")
def file():
    """The list as Excel or CSV; an entry of the journal."""
    found = chosen(request.form, current, clock.today())
    table = as_table(found, clock.today())
    kind = request.form.get("format", "")
    return handed_out("activities", table, kind, current, year=found.year)
