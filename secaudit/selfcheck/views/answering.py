"""The page on which a clerk answers: a section as a plain form, and saving in the background."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.calendar import clock
from secaudit.errors import Missing
from secaudit.evidence.forms import limits_now
from secaudit.organisation.settings import settings
from secaudit.people.reading import names
from secaudit.selfcheck import actions, reading, threads
from secaudit.selfcheck.actions.answering import SectionConflict, refuse_locked
from secaudit.selfcheck.asking import asking
from secaudit.selfcheck.causes import further
from secaudit.selfcheck.kinds import GAPS, SheetState, Source
from secaudit.selfcheck.models import Answer, Sheet
from secaudit.selfcheck.rewording import changed_lines, pieces
from secaudit.selfcheck.rights import ENTRIES, require_answering
from secaudit.selfcheck.showing import Section, sections
from secaudit.selfcheck.typed import Shown, from_form, from_script, stored, typed
from secaudit.selfcheck.views import bp
from secaudit.selfcheck.views.continuing import entry_here, may_answer, section_at
from secaudit.web.language import at as time_text
from secaudit.web.language import language
from secaudit.web.problems import said


def find(sheet: Sheet, chapter: str) -> tuple[Section, list[Section]]:
    """The section of that chapter with its answers, and the others without theirs."""
    found = sections(
        sheet,
        reading.catalogue_of(sheet.period),
        reading.answers_of(sheet, chapter),
        reading.last_year_answers(sheet, chapter=chapter),
        reading.afresh_since(sheet),
        clock.today(),
        further(sheet, _asked(sheet, chapter), clock.today()),
    )
    section = next((each for each in found if each.chapter.id == chapter), None)
    if section is None:
        raise Missing()
    return section, found


def _asked(sheet: Sheet, chapter: str) -> list[str]:
    catalogue = reading.catalogue_of(sheet.period)
    return [id for id in sheet.questions if catalogue.control(id).chapter == chapter]


@bp.get("/sheets/<id:id>/<chapter>")
def section(id, chapter):
    sheet = reading.sheet_for(current, id)
    entry = entry_here(sheet)
    here, found = find(sheet, chapter)
    if not may_answer(sheet, chapter, entry):
        more = {"may_propose": _may_propose(sheet), "corrections": reading.corrections_of(sheet)}
        return _page("selfcheck/section_read.html", sheet, here, found, **more)
    shown = {line.control.id: stored(line.answer) for line in here.lines}
    return _to_answer(sheet, here, found, shown, entry)


def _may_propose(sheet: Sheet) -> bool:
    final = sheet.state == SheetState.FROZEN and not sheet.period.imported
    return final and current.may("propose corrections", within=sheet.path)


def _to_answer(
    sheet: Sheet, here: Section, found: list[Section], shown: dict[str, Shown], entry: str, **more
):
    """The section with everything that stands beside its questions."""
    return _page(
        "selfcheck/section.html",
        sheet,
        here,
        found,
        shown=shown,
        entry=entry,
        beside=threads.beside(sheet, here.chapter.id) if asking(sheet.form).reasons else {},
        reworded=_reworded(sheet, here),
        files=limits_now() is not None,
        **more,
    )


def _reworded(sheet: Sheet, here: Section) -> dict:
    lines = changed_lines(here.lines)
    last = reading.previous_period(sheet.period) if lines else None
    if last is None or last.edition is None:
        return {}
    return pieces(sheet, lines, reading.catalogue_of(last), language())


def _page(template: str, sheet: Sheet, here: Section, found: list[Section], **more):
    after = next((each for each in found if each.number == here.number + 1), None)
    return render_template(
        template,
        sheet=sheet,
        period=sheet.period,
        section=here,
        after=after,
        drafts=settings()["local_drafts"],
        gaps=[value.value for value in GAPS],
        **more,
    )


@bp.post("/sheets/<id:id>/<chapter>")
def save_section(id, chapter):
    sheet = reading.sheet_for(current, id)
    entry = entry_here(sheet)
    require_answering(sheet, current, [chapter], ENTRIES[entry])
    refuse_locked(sheet)
    here, found = find(sheet, chapter)
    shown = from_form(request.form, (line.control.id for line in here.lines))
    answers = typed(shown)
    if any(each.problems for each in shown.values()):
        shown = {line.control.id: Shown() for line in here.lines} | shown
        return _to_answer(sheet, here, found, shown, entry, failed=True), 400
    try:
        source = ENTRIES[entry]
        actions.save_section(
            id, answers, by=current, at=clock.now(), on=clock.today(), source=source
        )
    except SectionConflict as conflict:
        return _conflicts(sheet, here, shown, conflict, entry), 409
    return redirect(_where_to(sheet, here, found, entry))


def _conflicts(
    sheet: Sheet, here: Section, shown: dict[str, Shown], conflict: SectionConflict, entry: str
):
    lines = {line.control.id: line for line in here.lines}
    return render_template(
        "selfcheck/conflicts.html",
        sheet=sheet,
        section=here,
        lines=[lines[control] for control in conflict.answers],
        theirs=conflict.answers,
        shown=shown,
        people=names(a.answered_by_id for a in conflict.answers.values() if a.answered_by_id),
        then=request.form.get("then", ""),
        entry=entry,
    )


def _where_to(sheet: Sheet, here: Section, found: list[Section], entry: str) -> str:
    then, way = request.form.get("then", ""), entry or None
    asked = [line.control.id for line in here.lines]
    if then.startswith("evidence ") and then.removeprefix("evidence ") in asked:
        return url_for(".evidence", id=sheet.id, control=then.removeprefix("evidence "))
    if then == "list":
        return url_for(".sheet", id=sheet.id, entry=way)
    if then == "next":
        after = next((each for each in found if each.number == here.number + 1), None)
        if after is None:
            return url_for(".check", id=sheet.id, entry=way)
        return section_at(sheet, after.lines[0], entry)  # where the digits answer at once
    flash(_("Saved."), "success")
    return url_for(".section", id=sheet.id, chapter=here.chapter.id, entry=way)


@bp.put("/sheets/<id:id>/answers/<control>")
def answer(id, control):
    """One answer, in the background. 409 brings the other one, 423 and 400 say what is the matter."""
    data = request.get_json(silent=True)
    wanted = from_script(data)
    source = ENTRIES.get((data or {}).get("entry", ""), Source.WEB)
    try:
        row = actions.save_answer(
            id, control, wanted, by=current, at=clock.now(), on=clock.today(), source=source
        )
    except SectionConflict as conflict:
        return {"error": said(conflict), "theirs": _plain(conflict.answers[control])}, 409
    return _plain(row)


def _plain(row: Answer) -> dict:
    shown = stored(row)
    own = row.answered_by_id == current.person
    by = None if own else names([row.answered_by_id]).get(row.answered_by_id)
    return {
        "version": shown.version,
        "value": shown.value,
        "reason": shown.reason,
        "ready_reason": shown.ready_reason,
        "promised_on": shown.promised_on,
        "complete": row.given.complete,
        "by": current.name if own else by.name if by else "",
        "at": time_text(row.answered_at, "time"),
    }
