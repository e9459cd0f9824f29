"""A promise and what the next year said: both directions."""

from collections.abc import Iterable

from secaudit.improvements.corrected import as_it_holds, corrections_in
from secaudit.improvements.kinds import OPEN
from secaudit.improvements.models import Improvement
from secaudit.improvements.reading import Gap, forms_of
from secaudit.selfcheck import reading as sheets
from secaudit.selfcheck.kinds import Value
from secaudit.selfcheck.models import Answer, Period, Sheet


def of_last_year(sheet: Sheet) -> dict[str, Improvement]:
    """By question of now: what this department, or those it came from, promised last year and is not
    closed. Asked of the database once a sheet."""
    known = sheet.__dict__
    if "promised_before" not in known:
        known["promised_before"] = _promised_before(sheet) if sheet.before else {}
    return known["promised_before"]


def _promised_before(sheet: Sheet) -> dict[str, Improvement]:
    rows = Improvement.select().where(
        Improvement.sheet.in_(sheet.before) & Improvement.state.in_(OPEN)
    )
    by_control = {row.control: row for row in rows}
    if not by_control:
        return {}
    links = sheets.links_into(sheet.period)
    found = {}
    for control in sheet.questions:
        ids = links[control].ids if control in links else ()
        row = next((by_control[id] for id in ids if id in by_control), None)
        if row is not None:
            found[control] = row
    return found


def followed(row: Improvement) -> Improvement | None:
    """Next year's promise for the same gap."""
    return Improvement.get_or_none(Improvement.follows == row.id)


def answered_later(gaps: Iterable[Gap]) -> dict[int, Value]:
    """By improvement: what the department answered the year after to the same question."""
    held = {(g.sheet.id, g.control): g.improvement.id for g in gaps if g.improvement}
    periods = {gap.sheet.period_id for gap in gaps if gap.improvement}
    found: dict[int, Value] = {}
    for following in [p for p in sheets.periods() if p.previous_id in periods] if held else []:
        found |= _answers_in(following, held)
    return found


def _answers_in(following: Period, held: dict[tuple[int, str], int]) -> dict[int, Value]:
    links = sheets.links_into(following)
    after = {
        s.id: s
        for s in sheets.sheets_of(following, *forms_of(following))
        if s.before and sheets.is_counted(s)
    }
    rows = Answer.select(Answer.sheet, Answer.control, Answer.value).where(
        (Answer.period == following.id) & Answer.asked & Answer.sheet.in_(list(after))
    )
    corrected, found = corrections_in(after), {}
    for row in rows:
        ids = links[row.control].ids if row.control in links else ()
        for key in ((sheet, id) for sheet in after[row.sheet_id].before for id in ids):
            if key in held:
                found[held[key]] = as_it_holds(row, corrected).value
    return found
