"""Saving answers: one in the background, or a section as a plain form."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from peewee import JOIN

from secaudit.access.guard import Actor
from secaudit.catalogue.controls import Control
from secaudit.catalogue.models import Edition
from secaudit.database import Record, locking
from secaudit.errors import N_, Conflict, Missing, Problem
from secaudit.journal.actions import record, transaction
from secaudit.prepared import Prepared, given
from secaudit.selfcheck import reading
from secaudit.selfcheck.actions.threads import follow_answers
from secaudit.selfcheck.answers import Given, same_again, same_withdrawn
from secaudit.selfcheck.causes import further
from secaudit.selfcheck.kinds import Form, SheetState, Source, Value
from secaudit.selfcheck.models import Afresh, Answer, Period, Sheet
from secaudit.selfcheck.proofs import carried_on
from secaudit.selfcheck.rights import require_answering
from secaudit.selfcheck.states import EDITABLE, MOVING

CHANGED = N_("Somebody else has answered this question meanwhile. Choose which answer shall hold.")


class Locked(Problem):
    """Answers cannot be changed in this state."""

    status = 423


@dataclass(frozen=True)
class Typed:
    """An answer with the version it was based on (0: there was none); `given` None: as last year."""

    version: int
    given: Given | None
    words: str = ""  # beside 「昨年度と同じ」; other words than last year's make it a new answer

    def again(self, last: Given) -> Given:
        if not self.words or self.words == last.reason:
            return last
        return replace(last, reason=self.words, same_years=0)


class SectionConflict(Conflict):
    """Some answers of a section were changed by others; `answers` are theirs, by control."""

    def __init__(self, answers: dict[str, Answer]):
        super().__init__(CHANGED)
        self.answers = answers


def save_answer(
    sheet_id: int,
    control: str,
    typed: Typed,
    *,
    by: Actor,
    at: datetime,
    on: date,
    source: Source = Source.WEB,
) -> Answer:
    """One answer, new or changed. The same answer twice is saved once."""
    try:
        return _save_answer(sheet_id, control, typed, by, at, on, source)
    except Conflict as problem:
        if getattr(problem, "answers", None):
            raise
    return _save_answer(sheet_id, control, typed, by, at, on, source)  # now theirs can be seen


def _save_answer(sheet_id, control, typed, by, at, on, source) -> Answer:
    with transaction():
        sheet, answer = _sheet_and_answer(sheet_id, control)
        _guard(sheet, by)
        asked = asked_control(sheet, control)
        require_answering(sheet, by, [asked.chapter], source)
        given = typed.given or typed.again(_as_last_year(sheet, asked, on))
        if answer is not None and answer.asked:
            if given.says_the_same(answer.given):
                return answer
            if answer.version != typed.version:
                raise SectionConflict({control: answer})
        was = {control: answer.value} if answer is not None and answer.asked else {}
        answer = put_answer(sheet, asked, answer, given, by, at, source)
        asked_of = follow_answers(sheet, [answer], was, by, at)
        proofs = carried_on(sheet, control, by, at, on) if given.same_years else []
        rows = [*begun(sheet), answer, *asked_of, *proofs]
        record(by, "answer.save", sheet, rows, at=at, control=control, **_marked(source))
        return answer


def save_section(
    sheet_id: int,
    typed: Mapping[str, Typed],
    *,
    by: Actor,
    at: datetime,
    on: date,
    source: Source = Source.WEB,
) -> list[Answer]:
    """Every answer of a form that differs from what is stored; all of them or, where others changed
    one meanwhile, none and `SectionConflict`."""
    with transaction():
        sheet = reading.sheet_for(by, sheet_id, lock=True)
        asked_here = {control: asked_control(sheet, control) for control in typed}
        require_answering(sheet, by, {each.chapter for each in asked_here.values()}, source)
        refuse_locked(sheet)
        stored = reading.answers_of(sheet, unasked=True)
        was = {control: row.value for control, row in stored.items() if row.asked}
        new = _said_anew(sheet, typed, asked_here, stored, on)
        changed = [
            put_answer(sheet, asked_here[control], stored.get(control), given, by, at, source)
            for control, given in new.items()
        ]
        if changed:
            asked_of = follow_answers(sheet, changed, was, by, at)
            proofs = [
                proof
                for row in changed
                if row.same_years
                for proof in carried_on(sheet, row.control, by, at, on)
            ]
            rows = [*begun(sheet), *changed, *asked_of, *proofs]
            record(by, "answer.save", sheet, rows, at=at, **_marked(source))
        return changed


def _said_anew(
    sheet: Sheet,
    typed: Mapping[str, Typed],
    asked: Mapping[str, Control],
    stored: Mapping[str, Answer],
    on: date,
) -> dict[str, Given]:
    """What says something else than is stored; `SectionConflict` where that is not what was seen."""
    new, theirs = {}, {}
    for control, each in typed.items():
        row = stored.get(control)
        now = row if row is not None and row.asked else None
        given = each.given or each.again(_as_last_year(sheet, asked[control], on))
        if now and given.says_the_same(now.given):
            continue
        if now and now.version != each.version:
            theirs[control] = now
        new[control] = given
    if theirs:
        raise SectionConflict(theirs)
    return new


def _sheet_and_answer(sheet_id: int, control: str) -> tuple[Sheet, Answer | None]:
    """Both in one statement, the sheet held so that it is not handed in half-way."""
    rows = SHEET_AND_ANSWER(sheet=sheet_id, control=control)
    if not rows:
        raise Missing()
    stored = getattr(rows[0], "stored", None)
    return rows[0], stored if stored is not None and stored.id else None


def _both():
    query = (
        Sheet.select(Sheet, Period, Edition.id, Edition.hash, Answer)
        .join(Period)
        .join(Edition)
        .join_from(
            Sheet,
            Answer,
            JOIN.LEFT_OUTER,
            on=(Answer.sheet == Sheet.id) & (Answer.control == given("control")),
            attr="stored",
        )
        .where(Sheet.id == given("sheet"))
    )
    return locking(query, of=Sheet)


SHEET_AND_ANSWER = Prepared(_both)


def _guard(sheet: Sheet, by: Actor) -> None:
    if not reading.reads(by, sheet):
        raise Missing()
    refuse_locked(sheet)


def refuse_locked(sheet: Sheet) -> None:
    """Answers change until the sheet is handed in, and never after the freeze."""
    if sheet.state not in EDITABLE or sheet.period.state not in MOVING:
        raise Locked(N_("The sheet has been handed in. Its answers cannot be changed now."))


def asked_control(sheet: Sheet, control: str) -> Control:
    """The control, if this sheet asks it."""
    catalogue = reading.catalogue_of(sheet.period)
    if control not in sheet.questions or control not in catalogue or sheet.form == Form.COUNTS:
        raise Missing()
    return catalogue.control(control)


def _as_last_year(sheet: Sheet, asked: Control, on: date) -> Given:
    """Last year's answer, where it may be given again."""
    last = reading.last_year_answers(sheet, asked.id).get(asked.id, [])
    afresh = reading.afresh_since(sheet).get(asked.id) if last else None
    why = same_withdrawn(last, on, afresh) or further(sheet, [asked.id], on).get(asked.id)
    if why:
        raise SameWithdrawn(why.label)
    return same_again(last[0])


class SameWithdrawn(Problem):
    """「昨年度と同じ」 is not offered for this question."""

    status = 400


def begun(sheet: Sheet) -> list[Record]:
    """The sheet itself, where this is its first answer."""
    if sheet.state != SheetState.NOT_STARTED:
        return []
    sheet.state = SheetState.IN_PROGRESS
    return [sheet]


def put_answer(
    sheet: Sheet,
    asked: Control,
    answer: Answer | None,
    given: Given,
    by: Actor,
    at: datetime,
    source: Source,
) -> Answer:
    """The row, new or changed, ready to be recorded."""
    if answer is None:
        answer = Answer(
            sheet=sheet,
            period=sheet.period_id,
            unit=sheet.unit_id,
            chapter=asked.chapter,
            control=asked.id,
        )
    answer.revision, answer.asked = asked.revision, True
    answer.value, answer.reason = given.value, given.reason
    answer.ready_reason, answer.promised_on = given.ready_reason, given.promised_on
    answer.same_years, answer.source = given.same_years, source
    answer.answered_by, answer.answered_at = by.person, at  # type: ignore[assignment]
    return answer


def put_unknown(sheet: Sheet, asked: Control, words: str, by: Actor, at: datetime) -> Answer | None:
    """？, where somebody asks about a question that has no answer yet; None where one stands."""
    mine = (Answer.sheet == sheet.id) & (Answer.control == asked.id)
    stored = Answer.get_or_none(mine)
    if sheet.state not in EDITABLE or (stored is not None and stored.asked):
        return None
    return put_answer(sheet, asked, stored, Given(Value.UNKNOWN, words), by, at, Source.WEB)


def _marked(source: Source) -> dict[str, str]:
    """The entry says so where answers came in other than on the department's screen."""
    return {} if source == Source.WEB else {"source": source.value}


def answer_afresh(
    unit: int, control: str, reason: str, source: str, *, by: Actor, at: datetime
) -> Afresh:
    """Next time the department must answer this question anew: 「昨年度と同じ」 is not offered.

    Called within the action that gives the cause (a finding is issued, say), by whom it allowed.
    """
    with transaction():
        row = Afresh(unit=unit, control=control, reason=reason, source=source, at=at)
        record(by, "answer.afresh", f"unit:{unit}", [row], at=at, reason=reason, source=source)
        return row
