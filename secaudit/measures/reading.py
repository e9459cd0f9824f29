"""Named queries: the targets and measures of a year, as plain values for whoever shows them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from secaudit.database import locking
from secaudit.errors import Missing
from secaudit.measures.kinds import CITY, Evaluation, Standing, State, standing
from secaudit.measures.models import Measure, MeasureResult, MeasureYear, TargetSet

# --- targets --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Targets:
    """The target rates that hold for a fiscal year, in percent of implementation."""

    year: int
    number: int  # of the version
    approved_on: date | None
    approved_post: str
    reason: str = ""  # why there is more than one version
    city: int | None = None
    chapters: Mapping[str, int] = field(default_factory=dict)


def targets(year: int) -> Targets | None:
    """The newest approved version; None where nothing has been approved. One statement."""
    row = _versions(year).where(TargetSet.state == State.APPROVED).first()
    return None if row is None else _as_targets(row)


def _as_targets(row: TargetSet) -> Targets:
    return Targets(
        year=row.fiscal_year,
        number=row.number,
        approved_on=row.decided_on,
        approved_post=row.decided_post,
        reason=row.reason,
        city=row.rates.get(CITY),
        chapters={place: rate for place, rate in row.rates.items() if place != CITY},
    )


def _versions(year: int):
    rows = TargetSet.select().where(TargetSet.fiscal_year == year)
    return rows.order_by(TargetSet.number.desc())


def versions(year: int) -> list[TargetSet]:
    """Every version of a year's targets, the newest first."""
    return list(_versions(year))


def target_set(id: int, lock: bool = False) -> TargetSet:
    query = TargetSet.select().where(TargetSet.id == id)
    row = (locking(query) if lock else query).first()
    if row is None:
        raise Missing()
    return row


def proposed() -> list[TargetSet]:
    """Targets that wait for approval."""
    rows = TargetSet.select().where(TargetSet.state == State.PROPOSED)
    return list(rows.order_by(TargetSet.fiscal_year))


# --- measures -------------------------------------------------------------------------------


@dataclass(frozen=True)
class YearOfMeasure:
    """One year of a measure: what was planned, what came of it, how it was evaluated."""

    measure: int
    title: str
    owner: str
    chapters: tuple[str, ...]
    controls: tuple[str, ...]
    first_year: int
    last_year: int
    slipped: int  # by how many years its end was put off
    year: int
    plan: str
    standing: Standing
    result: str = ""
    evaluation: Evaluation | None = None
    words: str = ""


def measures(year: int, now: int | None = None) -> tuple[YearOfMeasure, ...]:
    """What is done in a fiscal year, as it is seen from the year `now`. Two statements."""
    rows = MeasureYear.select(MeasureYear, Measure).join(Measure)
    here = (MeasureYear.fiscal_year == year) & ~MeasureYear.dropped
    found = list(rows.where(here).order_by(Measure.first_year, Measure.id))
    results = newest_results(row.id for row in found)
    return tuple(of_year(row, results.get(row.id), year if now is None else now) for row in found)


def of_year(row: MeasureYear, result: MeasureResult | None, now: int) -> YearOfMeasure:
    of: Measure = row.measure  # type: ignore[assignment]
    evaluation = result.evaluation if result else None
    return YearOfMeasure(
        measure=of.id,
        title=of.title,
        owner=of.owner,
        chapters=tuple(of.chapters),
        controls=tuple(of.controls),
        first_year=of.first_year,
        last_year=of.last_year,
        slipped=of.slipped,
        year=row.fiscal_year,
        plan=row.plan,
        standing=standing(
            row.fiscal_year, now, result is not None, evaluation is not None, _ended(of, row)
        ),
        result=result.result if result else "",
        evaluation=evaluation,
        words=result.words if result else "",
    )


def _ended(of: Measure, row: MeasureYear) -> bool:
    return of.ended_in is not None and row.fiscal_year >= of.ended_in


def years() -> list[int]:
    """Fiscal years in which something is planned, the newest first."""
    rows: Any = MeasureYear.select(MeasureYear.fiscal_year).where(~MeasureYear.dropped)
    return sorted({row.fiscal_year for row in rows}, reverse=True)


def measure(id: int, lock: bool = False) -> Measure:
    query = Measure.select().where(Measure.id == id)
    row = (locking(query) if lock else query).first()
    if row is None:
        raise Missing()
    return row


def years_of(row: Measure) -> list[MeasureYear]:
    """The years of one measure in order, also those it no longer goes on in."""
    query = MeasureYear.select(MeasureYear, Measure).join(Measure)
    return list(query.where(MeasureYear.measure == row.id).order_by(MeasureYear.fiscal_year))


def year_of(id: int, year: int) -> MeasureYear:
    """One year of one measure."""
    row = next((each for each in years_of(measure(id)) if each.fiscal_year == year), None)
    if row is None or row.dropped:
        raise Missing()
    return row


def results_of(ids: Iterable[int]) -> dict[int, list[MeasureResult]]:
    """Year of a measure → its results, the one that holds last."""
    rows = MeasureResult.select().where(MeasureResult.year.in_(list(ids) or [0]))
    found: dict[int, list[MeasureResult]] = {}
    for row in rows.order_by(MeasureResult.number):
        found.setdefault(row.year_id, []).append(row)
    return found


def newest_results(ids: Iterable[int]) -> dict[int, MeasureResult]:
    return {year: rows[-1] for year, rows in results_of(ids).items()}


def slipped(now: int) -> list[YearOfMeasure]:
    """Years that are over without a result, or that did not reach what was planned, and measures
    whose end was put off; each measure once, with its newest such year."""
    rows = MeasureYear.select(MeasureYear, Measure).join(Measure)
    over = (MeasureYear.fiscal_year <= now) & ~MeasureYear.dropped & Measure.ended_in.is_null()
    found = list(rows.where(over).order_by(Measure.first_year, Measure.id, MeasureYear.fiscal_year))
    results = newest_results(row.id for row in found)
    newest: dict[int, YearOfMeasure] = {}
    for row in found:
        one = of_year(row, results.get(row.id), now)
        if _has_slipped(one):
            newest[one.measure] = one
    return list(newest.values())


def _has_slipped(one: YearOfMeasure) -> bool:
    missed = one.evaluation in (Evaluation.PARTLY, Evaluation.MISSED)
    return missed or one.standing == Standing.UNREPORTED or one.slipped > 0
