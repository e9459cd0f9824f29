"""The figures of this moment, read from the tables for a snapshot."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from secaudit.calendar.moments import to_tokyo
from secaudit.catalogue.differences import Change, differences
from secaudit.committee import decided
from secaudit.committee.ahead import until_the_next
from secaudit.committee.snapshot import SCHEMA, ChangedQuestion, EarlierYear, Matter, Snapshot
from secaudit.committee.standing import standing
from secaudit.database import one_moment
from secaudit.findings.models import Finding
from secaudit.measures.reading import targets
from secaudit.meetings.reading import Point, next_meeting
from secaudit.organisation.models import System
from secaudit.reports.building import build_summary
from secaudit.reports.findings import finding_line, worst_first
from secaudit.reports.inputs import FindingFact
from secaudit.reports.reading import inputs_of, several_years
from secaudit.reports.summary import FindingLine, Summary
from secaudit.reports.trends import YEARS, Trend, trend
from secaudit.selfcheck.models import Period
from secaudit.selfcheck.reading import catalogue_of

TOLD = {Change.REVISED, Change.NEW, Change.WITHDRAWN, Change.SPLIT, Change.MERGED}
OVERDUE = "overdue"


def gathered(
    of: Period,
    all_periods: list[Period],
    at: datetime,
    meeting_on: date | None,
    points: Sequence[Point] | None = None,
) -> Snapshot:
    """Everything a paper can need, as of one moment. `points`: the agenda, where it is not the one of
    that moment."""
    with one_moment():
        if points is None:
            points = decided.points(next_meeting(to_tokyo(at).date()))
        inputs = inputs_of(of, all_periods, at, cells=True, journal=True)
        inputs = replace(inputs, findings=told(inputs.findings))
        summary = build_summary(inputs)
        still_open = [finding_line(each, inputs.on) for each in inputs.findings if each.open]
        begin = max(inputs.on, meeting_on or inputs.on)
        return Snapshot(
            schema=SCHEMA,
            summary=summary,
            earlier=earlier_years(trend(several_years(of, all_periods, YEARS))),
            findings=tuple(finding_line(each, inputs.on) for each in inputs.findings),
            changed=changed_questions(of, all_periods),
            matters=matters(summary, points),
            resolved=decided.resolved(begin),
            ahead=until_the_next(summary.late, still_open, decided.due_actions(begin), begin),
            systems=system_names(),
            meeting_on=meeting_on,
            target=city_target(of.fiscal_year),
            strength=standing(of, inputs),
        )


def earlier_years(of: Trend) -> tuple[EarlierYear, ...]:
    """Without the newest, which is the period of the paper."""
    found = zip(of.periods, of.city, of.counted, strict=True)
    return tuple(EarlierYear(p.fiscal_year, rate, counted) for p, rate, counted in found)[:-1]


def told(facts: Iterable[FindingFact]) -> tuple[FindingFact, ...]:
    """In the place of their titles what of them may leave the circle of those concerned."""
    found = list(facts)
    rows = Finding.select(Finding.id, Finding.publishable).where(
        Finding.id.in_([each.id for each in found])
    )
    words: dict[int, str] = {row.id: row.publishable for row in rows}
    return tuple(replace(each, title=words.get(each.id, "")) for each in found)


def changed_questions(of: Period, all_periods: list[Period]) -> tuple[ChangedQuestion, ...]:
    """Questions that mean something else than in the period compared with, or are new or gone."""
    before = next((each for each in all_periods if each.id == of.previous_id), None)
    if before is None or before.edition_id == of.edition_id:
        return ()
    found = differences(catalogue_of(before), catalogue_of(of))
    return tuple(
        ChangedQuestion(each.id, each.change.value, (each.after or each.before)[0].title)
        for each in found
        if each.change in TOLD
    )


def matters(summary: Summary, points: Sequence[Point] = ()) -> tuple[Matter, ...]:
    """The agenda; then what else waits for a decision, then what is serious and overdue."""
    late = [each for each in summary.serious if each.days_late and not each.awaits]
    others = map(matter, [*summary.decisions, *worst_first(late)])
    on_the_agenda = {point.about for point in points if point.about}
    return (
        *map(decided.matter_of, points),
        *(each for each in others if each.about not in on_the_agenda),
    )


def matter(of: FindingLine) -> Matter:
    kind = of.awaits or OVERDUE
    return Matter(
        key=f"{kind}:{of.number}",
        kind=kind,
        number=of.number,
        department=of.department,
        about=f"finding:{of.id}",
        until=of.until,
        days_late=of.days_late,
        extensions=of.extensions,
    )


def city_target(year: int) -> int | None:
    """As approved for the year; none where nothing has been."""
    found = targets(year)
    return found.city if found else None


def system_names() -> tuple[dict[str, str], ...]:
    """Every name a system of the city ever bore: none of them is for the public."""
    rows = System.select(System.name, System.name_en).order_by(System.id)
    return tuple({"ja": row.name, "en": row.name_en or row.name} for row in rows)
