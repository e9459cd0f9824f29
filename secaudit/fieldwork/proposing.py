"""Departments in the order of risk, with what it is made of; whether a choice leaves the order."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from secaudit.audits import reading
from secaudit.audits.reach import Ground, Lines
from secaudit.audits.risk import Facts, proposed
from secaudit.findings.reading import followed_by_unit
from secaudit.metrics.counts import Counts
from secaudit.organisation.tree import Office
from secaudit.selfcheck.kinds import PeriodState
from secaudit.selfcheck.models import Period
from secaudit.selfcheck.reading import counts

FINAL = {PeriodState.FROZEN, PeriodState.REPORTED, PeriodState.ARCHIVED}


@dataclass(frozen=True)
class Candidate:
    """One row of the table of departments."""

    office: Office
    bureau: Office | None
    facts: Facts
    points: int


def candidates(known: Ground, checks: Sequence[Period], year: int) -> list[Candidate]:
    """Every answering department, the most points first."""
    offices = {office.id: office for office in known.tree.answering()}
    facts = {
        each.unit: each for each in facts_of(list(offices), known.lines, period_of_facts(checks))
    }
    return [
        Candidate(offices[each.unit], known.tree.bureau(each.unit), each, each.points(year))
        for each in proposed((facts[unit] for unit in offices), year)
    ]


def facts_of(units: list[int], lines: Lines, period: Period | None) -> list[Facts]:
    """The past of a department's predecessors is its own."""
    known = (summed_by_unit(period), followed_by_unit(), reading.last_audited())
    return [facts_of_one(unit, lines.before([unit]), *known) for unit in units]


def summed_by_unit(period: Period | None) -> dict[int, Counts]:
    found: dict[int, Counts] = {}
    for (unit, _chapter), count in (counts(period) if period else {}).items():
        found[unit] = found.get(unit, Counts()) + count
    return found


def facts_of_one(unit: int, line: set[int], gaps, followed, audited) -> Facts:
    answers = sum((gaps.get(each, Counts()) for each in line), Counts())
    findings = [followed.get(each, (0, 0)) for each in line]
    return Facts(
        unit,
        gaps=answers.c,
        partial=answers.b,
        unknown=answers.d,
        open=sum(count for count, _repeats in findings),
        repeats=sum(repeats for _count, repeats in findings),
        last_audited=max((audited[each] for each in line if each in audited), default=None),
    )


def leaving_the_order(
    points: Mapping[int, int], chosen: Collection[int], planned: Collection[int]
) -> set[int]:
    """Chosen departments that neither programme nor risk puts first: for them a reason is due.

    `planned`: whose turn it is by the programme; where it names some, the points do not count.
    """
    if planned:
        return set(chosen) - set(planned)
    most = max((each for unit, each in points.items() if unit not in chosen), default=0)
    return {unit for unit in chosen if points.get(unit, 0) < most}


def period_of_facts(checks: Sequence[Period]) -> Period | None:
    """The self-check whose answers count: the last one with final figures, else the last one."""
    final = (each for each in checks if each.state in FINAL)
    return next(final, checks[0] if checks else None)
