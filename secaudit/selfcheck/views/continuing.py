"""Where answering goes on: which sections are open to this person, and the first question there."""

from flask import redirect, request, url_for

from secaudit.accounts.gate import current
from secaudit.selfcheck import reading
from secaudit.selfcheck.applying import gates_to_ask
from secaudit.selfcheck.asking import asking
from secaudit.selfcheck.kinds import SheetState
from secaudit.selfcheck.models import Sheet
from secaudit.selfcheck.respondents import may
from secaudit.selfcheck.rights import ENTRIES, answers_in, entry_of, sections_open_to
from secaudit.selfcheck.showing import Line, Section
from secaudit.selfcheck.states import EDITABLE, MOVING
from secaudit.selfcheck.views import bp
from secaudit.selfcheck.views.wholes import whole


def open_now(sheet: Sheet) -> bool:
    return sheet.state in EDITABLE and sheet.period.state in MOVING


def may_answer(sheet: Sheet, chapter: str, entry: str = "") -> bool:
    """Whether this person may change answers of this section, in this way, now."""
    return open_now(sheet) and answers_in(sheet, current, chapter, ENTRIES[entry])


def may_handle(sheet: Sheet, entry: str = "") -> bool:
    """Whether this person has the whole sheet in hand now: gates, check, handing in."""
    return open_now(sheet) and (entry == "proxy" or may(current, "answer", sheet))


def entry_here(sheet: Sheet) -> str:
    """How the answers come in, as the page's address says and this person may."""
    return entry_of(sheet, current, request.values.get("entry"))


def open_sections(sheet: Sheet, found: list[Section], entry: str) -> set[str]:
    """The chapters in which this person can answer now."""
    if not open_now(sheet):
        return set()
    mine = None if entry == "proxy" else sections_open_to(sheet, current)
    return {each.chapter.id for each in found if mine is None or each.chapter.id in mine}


def first_open(found: list[Section], mine: set[str]) -> Line | None:
    """The first question that still stops, in these chapters."""
    open_ones = (line for each in found if each.chapter.id in mine for line in each.open_lines)
    return next(open_ones, None)


@bp.get("/sheets/<id:id>/continue")
def resume(id):
    """To the very question where answering goes on; to the gates where it has not begun."""
    sheet = reading.sheet_for(current, id)
    entry = entry_here(sheet)
    if sheet.state == SheetState.NOT_STARTED and may_handle(sheet, entry) and _has_gates(sheet):
        return redirect(url_for(".applying", id=id, entry=entry or None, _anchor="gates"))
    found = whole(sheet)
    line = first_open(found, open_sections(sheet, found, entry))
    if line is None:
        page = ".check" if may_handle(sheet, entry) else ".sheet"
        return redirect(url_for(page, id=id, entry=entry or None))
    return redirect(section_at(sheet, line, entry))


def section_at(sheet: Sheet, line: Line, entry: str = "") -> str:
    """The address of a question, with the keys ready for it."""
    chapter, anchor = line.control.chapter, f"q-{line.control.id}"
    return url_for(".section", id=sheet.id, chapter=chapter, _anchor=anchor, entry=entry or None)


def _has_gates(sheet: Sheet) -> bool:
    form, catalogue = asking(sheet.form), reading.catalogue_of(sheet.period)
    core_only = sheet.period.core_only
    return form.gates and bool(gates_to_ask(catalogue, sheet.facts, core_only, form.roles))
