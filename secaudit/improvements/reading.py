"""Named queries: the gaps of a sheet, and all improvements in official order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from peewee import JOIN

from secaudit.access.guard import Actor
from secaudit.catalogue.models import Edition
from secaudit.database import locking
from secaudit.errors import Missing
from secaudit.improvements.kinds import OPEN, State
from secaudit.improvements.models import Improvement, Promise
from secaudit.selfcheck import reading as sheets
from secaudit.selfcheck.kinds import GAPS, STAFF_FORMS, Form, SheetState, Value
from secaudit.selfcheck.models import Answer, Period, Sheet


@dataclass(frozen=True)
class Gap:
    """A question answered △ or ×, with what was promised for it, if anything was."""

    sheet: Sheet
    control: str
    answer: Answer
    improvement: Improvement | None = None

    @property
    def what(self) -> str:
        """What will be done: as promised, or as the reason said already."""
        return (self.improvement.what if self.improvement else "") or self.answer.reason

    def is_late(self, on: date) -> bool:
        row = self.improvement
        return row is not None and row.state == State.PROMISED and row.due_on < on


def _answered_gap():
    return Answer.asked & Answer.value.in_(GAPS)


def _with_sheet(*more):
    return (
        Improvement.select(Improvement, Sheet, Period, Edition.id, Edition.hash, *more)
        .join(Sheet)
        .join(Period)
        .join(Edition, JOIN.LEFT_OUTER)
        .switch(Improvement)
    )


def improvement(id: int, by: Actor, lock: bool = False) -> Improvement:
    """One, where this person reads the department's sheet; otherwise as if there were none."""
    query = _with_sheet().where(Improvement.id == id)
    row = (locking(query, of=Improvement) if lock else query).first()
    if row is None or not sheets.reads(by, row.sheet):
        raise Missing()
    return row


def promises(row: Improvement) -> list[Promise]:
    """Every date that was promised, the first one first."""
    return list(Promise.select().where(Promise.improvement == row.id).order_by(Promise.number))


def answer_to(row: Improvement) -> Answer | None:
    return Answer.get_or_none(
        (Answer.sheet == row.sheet_id) & (Answer.control == row.control) & Answer.asked
    )


def gaps_of(sheet: Sheet) -> list[Gap]:
    """The sheet's gaps in the order of the form. Staff forms promise nothing."""
    if sheet.form in STAFF_FORMS or sheet.state == SheetState.EXEMPTED:
        return []
    answers = {row.control: row for row in _answers().where(Answer.sheet == sheet.id)}
    held = {row.control: row for row in Improvement.select().where(Improvement.sheet == sheet.id)}
    return [
        Gap(sheet, control, answers[control], held.get(control))
        for control in sheet.questions
        if control in answers
    ]


def _answers():
    return Answer.select().where(_answered_gap())


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
        for s in sheets.sheets_of(following, *_forms(following))
        if s.before and sheets.is_counted(s)
    }
    rows = Answer.select(Answer.sheet, Answer.control, Answer.value).where(
        (Answer.period == following.id) & Answer.asked & Answer.sheet.in_(list(after))
    )
    found = {}
    for row in rows:
        ids = links[row.control].ids if row.control in links else ()
        for key in ((sheet, id) for sheet in after[row.sheet_id].before for id in ids):
            if key in held:
                found[held[key]] = row.value
    return found


def all_gaps(actor: Actor, of: Period | None = None, own: set[int] | None = None) -> list[Gap]:
    """Every gap that was handed in and every promise that is open, as far as this person reads, in
    official order. `of`: of one period alone; `own`: of these units alone."""
    periods = [of] if of else sheets.periods()
    newest = next((p for p in periods if p.opened_at), None)
    rows = [row for row in _improvements(periods, own) if sheets.reads(actor, row.sheet)]
    held = {(row.sheet_id, row.control): row for row in rows}
    found = [Gap(row.sheet, row.control, answer, row) for row, answer in _answered(rows)]
    forms = sheets.sheets_of(newest, *_forms(newest), units=own) if newest else []
    if newest:
        found += _unpromised(newest, forms, held, actor)
    return sorted(found, key=_place(forms))


def _improvements(periods: list[Period], own: set[int] | None) -> list[Improvement]:
    query = _with_sheet().where(Sheet.period.in_([p.id for p in periods]))
    if own is not None:
        query = query.where(Improvement.unit.in_(own))
    return list(query)


def _answered(rows: list[Improvement]):
    """Each with its answer, while that is still a gap or the promise has gone on."""
    if not rows:
        return
    query = Answer.select().where(Answer.sheet.in_({row.sheet_id for row in rows}) & Answer.asked)
    answers = {(each.sheet_id, each.control): each for each in query}
    for row in rows:
        answer = answers.get((row.sheet_id, row.control))
        if answer and (answer.value in GAPS or row.state != State.PROMISED):
            yield row, answer


def _unpromised(of: Period, forms: list[Sheet], held: dict, actor: Actor) -> list[Gap]:
    """Gaps that were handed in and lead nowhere yet."""
    counted = [sheet for sheet in forms if sheets.is_counted(sheet)]
    shown = {sheet.id: sheet for sheet in counted if sheets.reads(actor, sheet)}
    for sheet in shown.values():
        sheet.period = of
    return [
        Gap(shown[answer.sheet_id], answer.control, answer)
        for answer in _answers().where(Answer.sheet.in_(list(shown)))
        if (answer.sheet_id, answer.control) not in held
    ]


def _forms(of: Period) -> list[Form]:
    """All but the staff forms, which promise nothing."""
    return [Form.DEPARTMENT, *(form for form in of.other_forms if form not in STAFF_FORMS)]


def _place(forms: list[Sheet]):
    """Departments as they stand in the newest period, then it first, then the order of the form."""
    today = {s.unit_id: s.position for s in forms if s.form == Form.DEPARTMENT}
    asked: dict[int, dict[str, int]] = {}

    def key(gap: Gap):
        sheet = gap.sheet
        if sheet.id not in asked:
            asked[sheet.id] = {control: at for at, control in enumerate(sheet.questions)}
        at = asked[sheet.id].get(gap.control, len(sheet.questions))
        year = -sheet.period.fiscal_year
        return today.get(sheet.unit_id, 10_000 + sheet.position), sheet.id, year, at

    return key
