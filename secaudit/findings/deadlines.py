"""Due dates by severity, from the city's settings. Plain values in, dates out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from secaudit.calendar.workdays import Closed, add_working_days, due_within
from secaudit.findings.kinds import TO_BE_MENDED, Severity, Turn
from secaudit.findings.lifecycle import State

PLAN_DAYS = {Severity.MAJOR: "plan_days_major", Severity.MINOR: "plan_days_minor"}
MEND_DAYS = {
    Severity.MAJOR: "mend_days_major",
    Severity.MINOR: "mend_days_minor",
    Severity.OBSERVATION: "reply_days_observation",
}


@dataclass(frozen=True)
class Dates:
    plan: date | None  # when the corrective plan is due
    mended: date | None  # when it must be mended, or replied to


def closed_days(settings: Mapping[str, Any]) -> Closed:
    return frozenset(date.fromisoformat(day) for day in settings["closed_days"])


def at_issue(severity: Severity, issued: date, settings: Mapping[str, Any]) -> Dates:
    """「○日以内」 from the day of issue; on a closed day it moves to the next open one."""
    closed = closed_days(settings)

    def due(names: Mapping[Severity, str]) -> date | None:
        name = names.get(severity)
        return due_within(issued, settings[name], closed) if name else None

    return Dates(plan=due(PLAN_DAYS), mended=due(MEND_DAYS))


def fact_check(asked: date, settings: Mapping[str, Any]) -> date:
    return add_working_days(asked, settings["fact_check_days"], closed_days(settings))


def next_due(finding: Any) -> date | None:
    """The date that counts now: of the answer, the plan, the mending, or the review of a risk."""
    if finding.state == State.FACT_CHECK:
        return finding.fact_check_due_on
    if finding.state == State.RISK_ACCEPTED:
        return finding.review_on
    if finding.state == State.ISSUED and finding.severity in TO_BE_MENDED:
        return finding.plan_due_on if finding.turn == Turn.DEPARTMENT else finding.due_on
    return finding.due_on if finding.state in WITH_DUE_DATE else None


WITH_DUE_DATE = {
    State.ISSUED, State.PLANNED, State.IN_PROGRESS, State.REPORTED, State.VERIFIED,
}  # fmt: skip
