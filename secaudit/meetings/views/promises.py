"""Which promises slipped, which are due before the next meeting, what was found again."""

from flask import render_template, request, url_for

from secaudit.accounts.forms import EmptyForm
from secaudit.accounts.gate import current, opens
from secaudit.calendar import clock
from secaudit.documents.lists import handed_out
from secaudit.meetings.promises.kinds import Promised
from secaudit.meetings.promises.listing import PAGES, VIEWS, as_table, chosen, found
from secaudit.meetings.views import bp


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
    table = as_table(chosen(request.form, current, clock.today()))
    return handed_out("promises", table, request.form.get("format", ""), current)
