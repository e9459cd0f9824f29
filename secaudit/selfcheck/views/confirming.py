"""The head's page: see what one puts one's name under, then confirm or send back."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.calendar import clock
from secaudit.errors import Invalid
from secaudit.organisation.settings import settings
from secaudit.selfcheck import actions, reading
from secaudit.selfcheck.actions.handing_in import who_confirms
from secaudit.selfcheck.afterwards import may_look_back, seen_by_sheet
from secaudit.selfcheck.confirming import confirming_post
from secaudit.selfcheck.kinds import SheetState
from secaudit.selfcheck.models import Sheet
from secaudit.selfcheck.showing import all_lines
from secaudit.selfcheck.states import MOVING
from secaudit.selfcheck.tally import rate_of
from secaudit.selfcheck.views import bp
from secaudit.selfcheck.views.sheets import may_send_back, people_of
from secaudit.selfcheck.views.wholes import whole
from secaudit.selfcheck.waiting import due
from secaudit.web.problems import said


@bp.get("/sheets/<id:id>/confirm")
def confirmation(id):
    row = actions.open_for_confirmation(id, by=current, at=clock.now())
    return _page(reading.sheet_for(current, row.id, "confirm sheets"))


def _page(row: Sheet, error: str = "", words: str = "", marked: tuple[str, ...] = ()):
    found = whole(row)
    lines = all_lines(found)
    waits = row.state == SheetState.SUBMITTED and row.period.state in MOVING
    post = confirming_post(row.path, row.submitted_by_id, row.submitted_by_head, current)
    page = render_template(
        "selfcheck/confirm.html",
        sheet=row,
        period=row.period,
        sections=found,
        lines=lines,
        rate=rate_of(line.value for line in lines),
        last_rate=rate_of(each.value for line in lines for each in line.earlier),
        may_confirm=waits and post is not None,
        may_return=_may_return(row, waits),
        why_not=_(who_confirms(row, current)) if waits and post is None else "",
        acting_for=post.acting_for if post else None,
        looks_back=may_look_back(row, current),
        seen=seen_by_sheet([row]).get(row.id),
        due=due(row, row.period),
        people=people_of(row),
        boxes=settings()["approval_boxes"],
        has_errors=bool(error),
        error=error,
        words=words,
        marked=marked,
    )
    return (page, 400) if error else page


def _may_return(row: Sheet, waits: bool) -> bool:
    """The head before confirming; the secretariat also after it, until the figures are final."""
    return may_send_back(row) or (waits and current.may("return sheets", within=row.path))


@bp.post("/sheets/<id:id>/confirm")
def confirm(id):
    actions.confirm(id, request.form.get("hash", ""), by=current, at=clock.now())
    flash(_("Confirmed. The secretariat has the sheet now."), "success")
    return redirect(url_for(".sheet", id=id))


@bp.post("/sheets/<id:id>/seen", endpoint="see_afterwards")
def see_afterwards(id):
    actions.see_afterwards(id, request.form.get("hash", ""), by=current, at=clock.now())
    flash(_("Noted that you have looked at it."), "success")
    return redirect(url_for(".sheet", id=id))


@bp.post("/sheets/<id:id>/return", endpoint="return_sheet")
def return_sheet(id):
    words, marked = request.form.get("words", ""), tuple(request.form.getlist("marked"))
    try:
        actions.return_sheet(id, words, marked, by=current, at=clock.now())
    except Invalid as problem:
        row = reading.sheet_for(current, id, "return sheets")
        return _page(row, said(problem), words, marked)
    flash(_("The sheet is sent back. The department sees your words."), "success")
    return redirect(url_for(".sheet", id=id))
