"""Several years side by side, by chapter; on request only over questions that never changed. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from secaudit.metrics.answers import implementation_rate, summed
from secaudit.metrics.rate import Rate
from secaudit.reports.inputs import PeriodFact, Text, Year
from secaudit.reports.pairing import same_meaning

YEARS = 5


@dataclass(frozen=True)
class TrendLine:
    id: str
    title: Text
    rates: tuple[Rate, ...]  # oldest first


@dataclass(frozen=True)
class Trend:
    periods: tuple[PeriodFact, ...]  # oldest first
    counted: tuple[Rate, ...]  # sheets handed in, of those required
    city: tuple[Rate, ...]
    chapters: tuple[TrendLine, ...]
    questions: int  # that stand in every year with the same meaning
    of_questions: int  # asked in the newest


def trend(years: Sequence[Year], same_only: bool = False) -> Trend:
    """Years from the oldest to the newest; the newest names the chapters."""
    newest, same = years[-1], unchanged(years)
    asked_now = asked(newest)
    return Trend(
        periods=tuple(year.period for year in years),
        counted=tuple(_counted(year) for year in years),
        city=tuple(_rate(year, asked(year), same if same_only else None) for year in years),
        chapters=tuple(
            TrendLine(each.id, each.title, rates)
            for each in newest.chapters
            if (rates := _chapter(years, each.id, same if same_only else None)) is not None
        ),
        questions=len(same & asked_now),
        of_questions=len(asked_now),
    )


def unchanged(years: Sequence[Year]) -> frozenset[str]:
    newest = years[-1]
    same = frozenset(asked(newest))
    for year in years[:-1]:
        same &= same_meaning(newest.controls, year.controls) & asked(year)
    return same


def asked(year: Year) -> frozenset[str]:
    return frozenset[str]().union(*(s.controls for s in year.sheets if not s.exempted))


def _chapter(
    years: Sequence[Year], chapter: str, same: frozenset[str] | None
) -> tuple[Rate, ...] | None:
    """None for a chapter of which nothing is asked now."""
    members = [
        {c.id for c in year.controls if c.chapter == chapter} & asked(year) for year in years
    ]
    if not members[-1]:
        return None
    return tuple(_rate(year, own, same) for year, own in zip(years, members, strict=True))


def _rate(year: Year, controls: set[str] | frozenset[str], same: frozenset[str] | None) -> Rate:
    chosen = controls if same is None else controls & same
    counts = (each for control, each in year.tally.by_control.items() if control in chosen)
    return implementation_rate(summed(counts))


def _counted(year: Year) -> Rate:
    required = [sheet for sheet in year.sheets if not sheet.exempted]
    return Rate(sum(sheet.counted for sheet in required), len(required))
