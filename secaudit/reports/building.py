"""From the plain values to the summary. Pure: the same inputs give the same summary."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import partial

from secaudit.fieldwork.judging import COMPARED, Judgement
from secaudit.metrics.answers import NONE, summed
from secaudit.metrics.counts import Counts
from secaudit.metrics.rate import Rate
from secaudit.reports.counting import Tally
from secaudit.reports.findings import finding_parts
from secaudit.reports.inputs import Inputs, JudgedFact, SheetFact, Year
from secaudit.reports.pairing import same_meaning
from secaudit.reports.summary import (
    Audited,
    ChapterLine,
    Comparable,
    DepartmentLine,
    Exempted,
    ItemLine,
    Line,
    SheetCounts,
    Summary,
)

# While departments still answer, the city is compared with last year once half of them have
# handed in: before that, those who are early would speak for all.
ENOUGH = 50


def build_summary(inputs: Inputs) -> Summary:
    year, last = inputs.year, inputs.last
    sheets = sheet_counts(inputs)
    collecting = year.period.open and not sheets.handed_in.reaches(ENOUGH)
    compares = bool(last) and not collecting
    line = partial(Line, variant=inputs.variant, compares=compares)
    return Summary(
        at=inputs.at,
        on=inputs.on,
        city_name=inputs.city,
        period=year.period,
        variant=inputs.variant,
        handling=inputs.handling,
        product=inputs.product,
        position=inputs.position,
        law_title=inputs.law_title,
        sheets=sheets,
        city=over_controls(inputs, line),
        comparable=comparable(inputs),
        chapters=chapter_lines(inputs, line),
        items=item_lines(inputs, line),
        departments=department_lines(inputs, line),
        exempted=exempted(year.sheets),
        audited=audited(inputs.judged),
        collecting=collecting,
        columns=year.chapters,
        incidents=inputs.incidents,
        matrix=matrix(inputs, line) if inputs.cells else None,
        **finding_parts(inputs),
    )


# --- who is asked, who has handed in ----------------------------------------------------------


def required(year: Year) -> list[SheetFact]:
    return [sheet for sheet in year.sheets if not sheet.exempted]


def sheet_counts(inputs: Inputs) -> SheetCounts:
    sheets = required(inputs.year)
    counted = [sheet for sheet in sheets if sheet.counted]
    confirmed = sum(sheet.confirmed for sheet in sheets)
    return SheetCounts(
        required=len(sheets),
        counted=len(counted),
        confirmed=confirmed,
        waiting=len(counted) - confirmed,
        exempted=len(inputs.year.sheets) - len(sheets),
        same_day=same_day(inputs.year, inputs.last, inputs.on) if inputs.last else None,
    )


def same_day(year: Year, last: Year, on: date) -> Rate:
    """How many had handed in last year when it had been open for as many days as this year's."""
    day = last.period.opens_on + (on - year.period.opens_on)
    sheets = required(last)
    return Rate(sum(bool(s.submitted_on and s.submitted_on <= day) for s in sheets), len(sheets))


def exempted(sheets: Iterable[SheetFact]) -> tuple[Exempted, ...]:
    return tuple(Exempted(s.unit, s.name, s.exempt_reason) for s in sheets if s.exempted)


# --- rows of tables ---------------------------------------------------------------------------


def over_controls(
    inputs: Inputs, line: Callable[..., Line], chosen: Collection[str] | None = None
) -> Line:
    """The counts of some controls (None: of all), over all departments."""
    return line(
        _of(inputs.year.tally, chosen),
        _of(inputs.year.shared, chosen),
        _of(inputs.last.shared, chosen) if inputs.last else NONE,
    )


def _of(tally: Tally, chosen: Collection[str] | None) -> Counts:
    counts = tally.by_control
    return summed(counts[each] for each in (counts if chosen is None else chosen) if each in counts)


def chapter_lines(inputs, line) -> tuple[ChapterLine, ...]:
    """Chapters of which something is asked, in the catalogue's order."""
    asked_now, members = inputs.year.tally.asked, defaultdict(set)
    for control in inputs.year.controls:
        if control.id in asked_now:
            members[control.chapter].add(control.id)
    return tuple(
        ChapterLine(
            chapter.id,
            chapter.title,
            over_controls(inputs, line, members[chapter.id]),
            len(members[chapter.id]),
        )
        for chapter in inputs.year.chapters
        if members[chapter.id]
    )


def item_lines(inputs, line) -> tuple[ItemLine, ...]:
    """Every item of the ordinance, also one of which nothing is asked."""
    asked_now = inputs.year.tally.asked
    found = []
    for item in inputs.items:
        controls = tuple(c.id for c in inputs.year.controls if item.id in c.law)
        chosen = frozenset(controls) & asked_now
        judged = [each for each in inputs.judged if each.control in controls]
        counted = over_controls(inputs, line, chosen)
        found.append(ItemLine(item.id, item.title, counted, controls, audited(judged)))
    return tuple(found)


def department_lines(inputs: Inputs, line: Callable[..., Line]) -> tuple[DepartmentLine, ...]:
    return tuple(
        department_line(inputs, sheet, _department(inputs, sheet, line))
        for sheet in required(inputs.year)
    )


def department_line(inputs: Inputs, sheet: SheetFact, line: Line) -> DepartmentLine:
    due = sheet.due_on or inputs.year.period.due_on
    late = 0 if sheet.counted else (inputs.on - due).days
    return DepartmentLine(
        sheet=sheet.id,
        unit=sheet.unit,
        name=sheet.name,
        bureau=sheet.bureau,
        state=sheet.state,
        counted=sheet.counted,
        confirmed=sheet.confirmed,
        line=line,
        due_on=due,
        days_late=max(late, 0),
        days_left=max(-late, 0),
    )


def _department(inputs: Inputs, sheet: SheetFact, line: Callable[..., Line]) -> Line:
    return line(
        inputs.year.tally.by_sheet.get(sheet.id, NONE),
        inputs.year.shared.by_sheet.get(sheet.id, NONE),
        _before(inputs.last, sheet) if inputs.last else NONE,
    )


def _before(last: Year, sheet: SheetFact) -> Counts:
    return summed(last.shared.by_sheet.get(before, NONE) for before in sheet.before)


def matrix(inputs: Inputs, line: Callable[..., Line]) -> dict[int, dict[str, Line]]:
    """Department × chapter, where something is asked."""
    found: dict[int, dict[str, Line]] = {sheet.unit: {} for sheet in required(inputs.year)}
    for chapter, counts in inputs.year.tally.by_cell.items():
        now = inputs.year.shared.by_cell.get(chapter, {})
        last = inputs.last.shared.by_cell.get(chapter, {}) if inputs.last else {}
        for sheet in inputs.year.sheets:
            if sheet.id in counts:
                before = summed(last.get(each, NONE) for each in sheet.before)
                found[sheet.unit][chapter] = line(counts[sheet.id], now.get(sheet.id, NONE), before)
    return found


# --- two years, and two ways of knowing -------------------------------------------------------


def comparable(inputs: Inputs) -> Comparable:
    if inputs.last is None:
        return Comparable()
    asked_now, asked_then = inputs.year.tally.asked, inputs.last.tally.asked
    same = same_meaning(inputs.year.controls, inputs.last.controls) & asked_then
    return Comparable(
        questions=len(same & asked_now),
        of_questions=len(asked_now),
        departments=len(inputs.year.shared.by_sheet),
        of_departments=len(required(inputs.year)),
        fiscal_year=inputs.last.period.fiscal_year,
    )


def audited(judged: Iterable[JudgedFact]) -> Audited:
    """対象外 and 未確認 are no judgement on whether a control holds."""
    real = [each for each in judged if each.verdict in COMPARED]
    compared = [each for each in real if each.declared_implemented is not None]
    return Audited(
        judged=len(real),
        conforming=sum(each.verdict == Judgement.CONFORMING for each in real),
        compared=len(compared),
        differing=sum(
            bool(each.declared_implemented) and each.verdict != Judgement.CONFORMING
            for each in compared
        ),
        departments=len({each.unit for each in real}),
        last_on=max((each.on for each in real if each.on), default=None),
    )
