"""A measure from its plan to the evaluation of every year."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from secaudit.access.guard import Actor, require
from secaudit.calendar.fiscal import fiscal_year
from secaudit.errors import N_, Conflict, Forbidden, Invalid, Refused
from secaudit.journal.actions import CHANGED, based_on, record, transaction
from secaudit.measures import reading
from secaudit.measures.kinds import Evaluation
from secaudit.measures.models import Measure, MeasureResult, MeasureYear
from secaudit.measures.rules import Outline, checked_outline, needed

ENDED = N_("The measure was given up. What is recorded of it stays.")


@dataclass(frozen=True)
class Known:
    """The chapters and controls there are."""

    chapters: Collection[str]
    controls: Collection[str]


def plan(wanted: Outline, known: Known, *, by: Actor, at: datetime) -> Measure:
    require(by, "manage measures")
    with transaction():
        right = checked_outline(wanted, known.chapters, known.controls)
        row = Measure(planned_until=right.last_year, planned_by=by.person, planned_at=at)
        _take(row, right)
        years = [MeasureYear(measure=row, fiscal_year=y, plan=right.plans[y]) for y in right.years]
        record(by, "measure.plan", row, [row, *years], at=at, title=row.title)
        return row


def _take(row: Measure, right: Outline) -> None:
    row.title, row.owner, row.purpose = right.title, right.owner, right.purpose
    row.chapters, row.controls = list(right.chapters), list(right.controls)
    row.first_year, row.last_year = right.first_year, right.last_year


def change(
    id: int,
    version: int,
    wanted: Outline,
    known: Known,
    reason: str,
    *,
    by: Actor,
    at: datetime,
) -> Measure:
    """Another plan, with the reason; what a year came to is never touched by it."""
    require(by, "manage measures")
    with transaction():
        row = _going_on(id)
        known = Known({*known.chapters, *row.chapters}, {*known.controls, *row.controls})
        right = checked_outline(wanted, known.chapters, known.controls)
        based_on(row, version, theirs=as_text(row), ours=right.title + "\n" + right.purpose)
        why = needed(reason, "reason")
        before = row.last_year
        _take(row, right)
        years = _changed_years(row, right)
        record(by, "measure.change", row, [row, *years], at=at, reason=why, last_year_before=before)
        return row


def _going_on(id: int) -> Measure:
    row = reading.measure(id, lock=True)
    if row.ended_in is not None:
        raise Refused(ENDED)
    return row


def as_text(row: Measure) -> str:
    return row.title + "\n" + row.purpose


def _changed_years(row: Measure, right: Outline) -> list[MeasureYear]:
    """Years that are new, say something else, or are no longer part of it."""
    there = {each.fiscal_year: each for each in reading.years_of(row)}
    kept = reading.results_of(each.id for each in there.values())
    for year, each in there.items():
        if each.id in kept and year not in right.years:
            raise Invalid(N_("A year with a result stays part of the measure."), field="last_year")
        if year in right.years and each.plan != right.plans[year]:
            each.plan = right.plans[year]
        if each.dropped != (year not in right.years):
            each.dropped = year not in right.years
    new = [
        MeasureYear(measure=row, fiscal_year=year, plan=right.plans[year])
        for year in right.years
        if year not in there
    ]
    return new + [each for each in there.values() if each.dirty_fields]


def report(
    id: int,
    year: int,
    version: int,
    result: str,
    evidence: str = "",
    reason: str = "",
    *,
    by: Actor,
    at: datetime,
    on: date,
) -> MeasureResult:
    """What the year came to; another version where one is recorded, then with the reason."""
    require(by, "manage measures")
    with transaction():
        of = reading.year_of(id, year)
        if year > fiscal_year(on):
            raise Refused(N_("This year has not begun. Its result comes later."))
        held = reading.results_of([of.id]).get(of.id, [])
        text = needed(result, "result", N_("Write what it came to."))
        based_on_result(held, version, text)
        row = MeasureResult(
            year=of,
            number=len(held) + 1,
            result=text,
            evidence=evidence.strip()[:200],
            reason=needed(reason, "reason") if held else "",
            reported_by=by.person,
            reported_at=at,
        )
        record(by, "measure.report", of.measure, [row], at=at, reason=row.reason, year=year)
        return row


def based_on_result(held: list[MeasureResult], version: int, ours: str) -> None:
    """`version`: how many results there were when the form was made."""
    if len(held) != version:
        raise Conflict(CHANGED, theirs=held[-1].result if held else "", ours=ours)


def evaluate(
    id: int,
    year: int,
    version: int,
    evaluation: Evaluation,
    words: str,
    *,
    by: Actor,
    at: datetime,
) -> MeasureResult:
    """Against the plan of the year, by somebody who did not write the result."""
    require(by, "evaluate measures")
    with transaction():
        of = reading.year_of(id, year)
        row = reading.newest_results([of.id]).get(of.id)
        if row is None:
            raise Refused(N_("Record the result first."))
        based_on(row, version, theirs=row.result, ours=words)
        if row.evaluation is not None:
            raise Refused(N_("This result has been evaluated already."))
        if by.person == row.reported_by_id:
            raise Forbidden(N_("Nobody evaluates a result they have recorded themselves."))
        row.evaluation, row.words = evaluation, needed(words, "words", N_("Say why."))
        row.evaluated_by, row.evaluated_at = by.person, at  # type: ignore[assignment]
        record(by, "measure.evaluate", of.measure, [row], at=at, reason=row.words, year=year)
        return row


def give_up(id: int, version: int, words: str, *, by: Actor, at: datetime, on: date) -> Measure:
    """It goes on no longer, with the reason; what it came to stays."""
    require(by, "manage measures")
    with transaction():
        row = _going_on(id)
        based_on(row, version)
        row.ended_in, row.ended_words = fiscal_year(on), needed(words, "words")
        record(by, "measure.end", row, [row], at=at, reason=row.ended_words)
        return row


def note_export(year: int, *, by: Actor, at: datetime) -> None:
    with transaction():
        record(by, "export.measures", "measures", [], at=at, year=year)
