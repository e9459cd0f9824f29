"""Which promises slipped, which are due before the next meeting, what was found again."""

from flask import Response, abort, render_template, request, url_for

from secaudit.accounts.forms import EmptyForm
from secaudit.accounts.gate import current, opens
from secaudit.calendar import clock
from secaudit.journal.actions import record, transaction
from secaudit.meetings.promises.kinds import Promised
from secaudit.meetings.promises.listing import PAGES, VIEWS, as_table, chosen, found
from secaudit.meetings.views import bp
from secaudit.web.language import language
from secaudit.web.spreadsheets import as_csv, as_xlsx

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@bp.get("/promises")
def promises():
    """By department in official order; every figure leads to what it counts."""
    return render_template(
        "meetings/promises.html",
        found=found(current, clock.today(), request.args.get("sort", "")),
        may_rank=current.may("rank departments"),
    )


@bp.get("/promises/list")
def promise_list():
    """What stands behind a figure: how often and by how much each promise moved."""
    return render_template(
        "meetings/promise_list.html",
        some=chosen(request.args, current, clock.today()),
        views=VIEWS,
        page_of=page_of,
        form=EmptyForm(),
    )


def page_of(each: Promised) -> str:
    """Its own page, where this reader may open it."""
    endpoint = PAGES[each.of]
    return url_for(endpoint, id=each.id) if opens(endpoint) else ""


@bp.post("/promises/file")
def promises_file():
    """The list as Excel or CSV; an entry of the journal."""
    kind, at = request.form.get("format", ""), clock.now()
    if kind not in TYPES:
        abort(400)
    table = as_table(chosen(request.form, current, clock.today()))
    content = (
        as_csv(table) if kind == "csv" else as_xlsx([table], at, {"title": table.title}, language())
    )
    with transaction():
        record(current, "export.promises", "promises", [], at=at, format=kind)
    response = Response(content, mimetype=TYPES[kind])
    name = f"secaudit-promises.{kind}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
