"""The staff form counted by a department: one page of numbers."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.calendar import clock
from secaudit.errors import Invalid, Missing
from secaudit.selfcheck import reading
from secaudit.selfcheck.actions.answering import refuse_locked
from secaudit.selfcheck.actions.counting import check_numbers, enter_counts, hand_in_counts
from secaudit.selfcheck.kinds import Form, Value
from secaudit.selfcheck.models import Sheet, StaffCount
from secaudit.selfcheck.respondents import may
from secaudit.selfcheck.states import EDITABLE, MOVING
from secaudit.selfcheck.totals import COLUMNS, as_counts
from secaudit.selfcheck.typed import whole_number
from secaudit.selfcheck.views import bp
from secaudit.selfcheck.views.by_form import staff_questions
from secaudit.web.problems import said


def counted_sheet(id: int, deed: str = "read sheets") -> Sheet:
    row = reading.sheet_for(current, id, deed)
    if row.form != Form.COUNTS:
        raise Missing()
    return row


@bp.get("/sheets/<id:id>/counts")
def counts(id):
    """For those who enter the numbers; others read the page of the staff form, which hides small
    groups and waits for the figures to be final."""
    row = counted_sheet(id)
    if not may(current, "answer", row):
        return redirect(url_for(".staff", id=row.period_id))
    stored = _stored(row)
    if _gives_away(row, stored):
        flash(_("So few people answered that their numbers are not shown here."), "info")
        stored = []
    return _page(row, {r.control: _typed_again(r) for r in stored})


def _gives_away(row: Sheet, stored: list[StaffCount]) -> bool:
    """A small group's numbers are seen again only by who handed them in; what came from the form
    tool, by nobody of the department."""
    size = max((as_counts(each).answered for each in stored), default=0)
    typed_here = row.submitted_by_id in (None, current.person)
    return size < row.period.small_group and not typed_here


def _stored(row: Sheet) -> list[StaffCount]:
    return list(StaffCount.select().where(StaffCount.sheet == row.id))


def _typed_again(row: StaffCount) -> dict[str, str]:
    return {value.value: str(getattr(row, name)) for value, name in COLUMNS.items()}


def _page(row: Sheet, shown: Mapping, problems: Mapping[str, str] | None = None):
    moving = row.state in EDITABLE and row.period.state in MOVING
    page = render_template(
        "selfcheck/counts.html",
        sheet=row,
        period=row.period,
        questions=staff_questions(row.period, reading.catalogue_of(row.period), row.questions),
        shown=shown,
        values=list(Value),
        problems=problems or {},
        has_errors=bool(problems),
        editable=moving and may(current, "answer", row),
        complete=set(shown) >= set(row.questions),
        may_take_back=row.state == "handed in"
        and row.period.state in MOVING
        and may(current, "answer", row),
    )
    return page, 400 if problems else 200


@bp.post("/sheets/<id:id>/counts")
def save_counts(id):
    row = counted_sheet(id, "answer")
    refuse_locked(row)
    typed = {
        control: {v.value: request.form.get(f"{v.value}-{control}", "").strip() for v in Value}
        for control in row.questions
    }
    numbers, problems = read_numbers(typed)
    if not problems:
        try:
            check_numbers(numbers)
        except Invalid as problem:
            problems = {problem.field or row.questions[0]: said(problem)}
    if problems:
        return _page(row, typed, problems)
    version = whole_number(request.form.get("version", ""))
    enter_counts(id, version, numbers, by=current, at=clock.now())
    if request.form.get("then") == "hand in":
        latest = reading.sheet_for(current, id)
        hand_in_counts(id, latest.version, by=current, at=clock.now(), on=clock.today())
        flash(_("The numbers are handed in."), "success")
    else:
        flash(_("Saved."), "success")
    return redirect(url_for(".counts", id=id))


def read_numbers(typed: Mapping[str, Mapping[str, str]]) -> tuple[dict, dict[str, str]]:
    """Numbers by control and answer; an empty box is 0. What is no number, by control."""
    numbers: dict[str, dict[Value, int]] = {}
    problems: dict[str, str] = {}
    for control, each in typed.items():
        found = {Value(value): _number(text) for value, text in each.items()}
        if None in found.values():
            problems[control] = _("Enter whole numbers.")
        numbers[control] = {value: number or 0 for value, number in found.items()}
    return numbers, problems


def _number(text: str) -> int | None:
    """Also full-width digits; None for what is no number."""
    if not text:
        return 0
    return int(text) if text.isdecimal() and len(text) < 6 else None
