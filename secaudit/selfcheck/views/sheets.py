"""Reading a sheet: task list, check page, the form on paper."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from secaudit.access.roles import Role
from secaudit.accounts.gate import current
from secaudit.calendar import clock
from secaudit.organisation.settings import settings
from secaudit.people.reading import holders, names
from secaudit.selfcheck import actions, charges, reading
from secaudit.selfcheck.actions.handing_in import content_now
from secaudit.selfcheck.confirming import confirming_post
from secaudit.selfcheck.content import hash_of
from secaudit.selfcheck.kinds import Form, SheetState
from secaudit.selfcheck.models import Sheet, SheetReturn
from secaudit.selfcheck.respondents import may
from secaudit.selfcheck.rights import types_for
from secaudit.selfcheck.showing import all_lines
from secaudit.selfcheck.states import MOVING
from secaudit.selfcheck.views import bp
from secaudit.selfcheck.views.continuing import (
    entry_here,
    first_open,
    may_handle,
    open_now,
    open_sections,
)
from secaudit.selfcheck.views.wholes import whole
from secaudit.selfcheck.views.words import time_left
from secaudit.selfcheck.waiting import due, overdue, turn


def last_return(sheet: Sheet) -> SheetReturn | None:
    rows = SheetReturn.select().where(SheetReturn.sheet == sheet.id)
    return rows.order_by(SheetReturn.id.desc()).first()


def people_of(sheet: Sheet) -> dict:
    ids = (sheet.submitted_by_id, sheet.confirmed_by_id)
    return names(id for id in ids if id)


@bp.get("/sheets/<id:id>")
def sheet(id):
    row = reading.sheet_for(current, id)
    if row.form == Form.COUNTS:
        return redirect(url_for(".counts", id=id))
    found = whole(row)
    lines = all_lines(found)
    entry = entry_here(row)
    mine = open_sections(row, found, entry)
    return render_template(
        "selfcheck/sheet.html",
        entry=entry or None,
        mine=mine,
        charges=charges.by_chapter(row),
        may_share=open_now(row) and may(current, "share sheets", row),
        may_type=open_now(row) and types_for(row, current) and not may(current, "answer", row),
        sheet=row,
        period=row.period,
        sections=found,
        lines=lines,
        first_open=first_open(found, mine),
        editable=may_handle(row, entry),
        may_confirm=_may_confirm(row),
        may_take_back=may_take_back(row),
        may_send_back=may_send_back(row),
        corrections=reading.corrections_of(row),
        returned=last_return(row) if row.state == SheetState.RETURNED else None,
        due=due(row, row.period),
        late=overdue(row, row.period, clock.today()),
        left=time_left(row, row.period),
        turn=turn(row),
        people=people_of(row),
    )


def may_take_back(sheet: Sheet) -> bool:
    """Whoever answers it, and who typed it in for them."""
    handles = may(current, "answer", sheet) or types_for(sheet, current)
    return sheet.period.state in MOVING and handles


def may_send_back(sheet: Sheet) -> bool:
    """The secretariat also after the head's name stands under it, until the figures are final."""
    done = sheet.state == SheetState.CONFIRMED and sheet.period.state in MOVING
    return done and current.may("exempt sheets", within=sheet.path)


def _may_confirm(sheet: Sheet) -> bool:
    waits = sheet.state == SheetState.SUBMITTED and sheet.period.state in MOVING
    return waits and bool(
        confirming_post(sheet.path, sheet.submitted_by_id, sheet.submitted_by_head, current)
    )


@bp.get("/sheets/<id:id>/check")
def check(id):
    row = reading.sheet_for(current, id)
    found = whole(row)
    answers = {line.control.id: line.answer for line in all_lines(found) if line.answer}
    entry = entry_here(row)
    return render_template(
        "selfcheck/check.html",
        sheet=row,
        period=row.period,
        sections=found,
        lines=all_lines(found),
        hash=hash_of(content_now(row, answers)),
        entry=entry or None,
        editable=may_handle(row, entry),
        heads=[head for head in holders(Role.MGR, clock.today(), row.unit_id)],
        boxes=settings()["approval_boxes"],
        due=due(row, row.period),
        people=people_of(row),
    )


@bp.post("/sheets/<id:id>/submit")
def submit(id):
    shown = request.form.get("hash", "")
    actions.submit(id, shown, by=current, at=clock.now(), on=clock.today())
    return redirect(url_for(".submitted", id=id))


@bp.get("/sheets/<id:id>/submitted")
def submitted(id):
    row = reading.sheet_for(current, id)
    if row.state not in (SheetState.SUBMITTED, SheetState.HANDED_IN):
        return redirect(url_for(".sheet", id=id))
    return render_template(
        "selfcheck/submitted.html",
        sheet=row,
        period=row.period,
        heads=holders(Role.MGR, clock.today(), row.unit_id),
        may_withdraw=may_take_back(row) and row.opened_by_head_at is None,
    )


@bp.post("/sheets/<id:id>/withdraw")
def withdraw(id):
    actions.withdraw(id, by=current, at=clock.now())
    flash(_("The sheet is back with you. Hand it in again when it is right."), "success")
    return redirect(url_for(".sheet", id=id))


@bp.get("/sheets/<id:id>/form")
def form(id):
    """On paper: to be circled, or (?filled=1) as it was answered."""
    row = reading.sheet_for(current, id)
    return render_template(
        "selfcheck/form.html",
        sheet=row,
        period=row.period,
        sections=whole(row),
        filled=request.args.get("filled") == "1",
        boxes=settings()["approval_boxes"],
        due=due(row, row.period),
        people=people_of(row),
    )
