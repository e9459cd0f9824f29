"""Named queries: the gaps of a sheet, and all improvements in official order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from peewee import JOIN

from secaudit.access.guard import Actor
from secaudit.catalogue.models import Edition
from secaudit.database import locking
from secaudit.errors import Missing
from secaudit.improvements.corrected import as_it_holds, corrections_in
from secaudit.improvements.kinds import State
from secaudit.improvements.models import Improvement, Promise
from secaudit.selfcheck import reading as sheets
from secaudit.selfcheck.kinds import FINAL, GAPS, STAFF_FORMS, Form, SheetState
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
    found = Answer.get_or_none(
        (Answer.sheet == row.sheet_id) & (Answer.control == row.control) & Answer.asked
    )
    return as_it_holds(found, corrections_in([row.sheet_id])) if found else None


def gaps_of(sheet: Sheet) -> list[Gap]:
    """The sheet's gaps in the order of the form. Staff forms promise nothing."""
    if sheet.form in STAFF_FORMS or sheet.state == SheetState.EXEMPTED:
        return []
    answers = {row.control: row for row in _gaps_in([sheet.id], sheet.state)}
    held = {row.control: row for row in Improvement.select().where(Improvement.sheet == sheet.id)}
    return [
        Gap(sheet, control, answers[control], held.get(control))
        for control in sheet.questions
        if control in answers
    ]


def _gaps_in(sheets: list[int], state: SheetState) -> Iterator[Answer]:
    """Answers that are gaps, as they hold; only final sheets have corrections."""
    if state != SheetState.FROZEN:
        yield from Answer.select().where(_answered_gap() & Answer.sheet.in_(sheets))
        return
    corrected = corrections_in(sheets)
    again = Answer.control.in_({control for _sheet, control in corrected})
    asked = Answer.asked & Answer.sheet.in_(sheets)
    for answer in Answer.select().where(asked & (Answer.value.in_(GAPS) | again)):
        now = as_it_holds(answer, corrected)
        if now.value in GAPS:
            yield now


def all_gaps(actor: Actor, of: Period | None = None, own: set[int] | None = None) -> list[Gap]:
    """Every gap that was handed in and every promise that is open, as far as this person reads, in
    official order. `of`: of one period alone; `own`: of these units alone."""
    periods = [of] if of else sheets.periods()
    newest = next((p for p in periods if p.opened_at), None)
    rows = [row for row in _improvements(periods, own) if sheets.reads(actor, row.sheet)]
    held = {(row.sheet_id, row.control): row for row in rows}
    found = [Gap(row.sheet, row.control, answer, row) for row, answer in _answered(rows)]
    forms = sheets.sheets_of(newest, *forms_of(newest), units=own) if newest else []
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
    final = {row.sheet_id for row in rows if row.sheet.state == SheetState.FROZEN}
    corrected = corrections_in(final) if final else {}
    answers = {(each.sheet_id, each.control): as_it_holds(each, corrected) for each in query}
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
    state = SheetState.FROZEN if of.state in FINAL else SheetState.SUBMITTED
    return [
        Gap(shown[answer.sheet_id], answer.control, answer)
        for answer in _gaps_in(list(shown), state)
        if (answer.sheet_id, answer.control) not in held
    ]


def forms_of(of: Period) -> list[Form]:
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
