"""The findings' part of a summary: by severity, open and serious, overdue, waiting for a decision."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from secaudit.calendar.fiscal import year_before
from secaudit.metrics.audits import Followed, days_late, overdue
from secaudit.reports.inputs import FindingFact, Inputs
from secaudit.reports.summary import FindingLine, SeverityLine

SEVERITIES = ("major", "minor", "observation", "good practice")
SERIOUS = "major"


def finding_parts(inputs: Inputs) -> dict[str, Any]:
    found = inputs.findings
    lines = [finding_line(each, inputs.on) for each in found if each.open]
    return {
        "severities": severities(found, inputs.year.period.fiscal_year, inputs.on),
        "serious": worst_first(each for each in lines if each.severity == SERIOUS),
        "overdue": worst_first(each for each in lines if each.days_late),
        "decisions": worst_first(each for each in lines if each.awaits),
        **a_year_ago(inputs),
    }


def a_year_ago(inputs: Inputs) -> dict[str, int]:
    """Of the same day last year; nothing where the journal does not reach back so far."""
    day = year_before(inputs.on)
    if inputs.known_since is None or inputs.known_since > day:
        return {}
    return {
        "serious_before": serious_on(inputs.findings, day),
        "overdue_before": overdue_on(inputs.findings, day),
    }


def serious_on(findings: Iterable[FindingFact], day: date) -> int:
    """How many serious findings were open a year ago: issued, and not closed until then."""
    return sum(
        each.severity == SERIOUS
        and each.issued_on is not None
        and each.issued_on <= day
        and (each.closed_on is None or each.closed_on > day)
        for each in findings
    )


def overdue_on(findings: Iterable[FindingFact], day: date) -> int:
    """期限超過件数 a year ago: open then, and what was expected next then was due before that day."""
    return overdue((Followed(due=each.expected_before) for each in findings), day)


def severities(
    findings: Iterable[FindingFact], fiscal_year: int, on: date
) -> tuple[SeverityLine, ...]:
    found = list(findings)
    return tuple(
        SeverityLine(
            severity,
            issued=sum(f.severity == severity and f.fiscal_year == fiscal_year for f in found),
            open=sum(f.severity == severity and f.open for f in found),
            overdue=sum(f.severity == severity and bool(late(f, on)) for f in found),
        )
        for severity in SEVERITIES
    )


def finding_line(finding: FindingFact, on: date) -> FindingLine:
    return FindingLine(
        id=finding.id,
        number=finding.number,
        unit=finding.unit,
        department=finding.department,
        severity=finding.severity,
        state=finding.state,
        title=finding.title,
        due_on=finding.next_due_on or finding.due_on,
        first_due_on=finding.first_due_on,
        extensions=finding.extensions,
        days_late=late(finding, on),
        days_open=max((on - finding.issued_on).days, 0) if finding.issued_on else 0,
        awaits=finding.awaits,
        until=finding.until,
        asks=finding.asks,
        version=finding.version,
    )


def late(finding: FindingFact, on: date) -> int:
    """Days since what is expected next was due."""
    return days_late(Followed(due=finding.next_due_on), on) if finding.open else 0


def worst_first(lines: Iterable[FindingLine]) -> tuple[FindingLine, ...]:
    """The most days overdue first, then the longest open."""
    return tuple(sorted(lines, key=lambda each: (-each.days_late, -each.days_open, each.id)))
