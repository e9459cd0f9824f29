"""Due dates by severity, from the city's settings. Plain values in, dates out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from secaudit.calendar.workdays import (
    Closed,
    add_working_days,
    due_within,
    next_open_day,
    working_days_between,
)
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


def mended_again(severity: Severity, on: date, settings: Mapping[str, Any]) -> date:
    """A new time to mend what did not last."""
    return due_within(on, settings[MEND_DAYS[severity]], closed_days(settings))


def waits_for_bureau(severity: Severity, settings: Mapping[str, Any]) -> bool:
    """Whether the bureau's director endorses the plan: of minor ones only where the city wants."""
    return settings["bureau_step"] and (severity == Severity.MAJOR or settings["bureau_step_minor"])


def effect_check(severity: Severity, verified: date, settings: Mapping[str, Any]) -> date | None:
    """When it is looked at whether the measure lasted; of minor ones only where the city wants."""
    if severity != Severity.MAJOR and not settings["effect_check_minor"]:
        return None
    return due_within(verified, settings["effect_days"], closed_days(settings))


@dataclass(frozen=True)
class Escalation:
    """On which day an overdue finding reaches whom, told in advance."""

    director: date
    ciso: date
    working_days_late: int


def escalation(due: date, on: date, settings: Mapping[str, Any]) -> Escalation:
    """Counted in working days after the due date."""
    closed = closed_days(settings)
    return Escalation(
        add_working_days(due, settings["escalate_director_days"], closed),
        add_working_days(due, settings["escalate_ciso_days"], closed),
        max(working_days_between(due, on, closed) - 1, 0) if due < on else 0,
    )


def escalated_before(on: date, days: int, settings: Mapping[str, Any]) -> date:
    """What was due up to this day is so many working days late, or more."""
    return add_working_days(on, -days, closed_days(settings))


def next_due(finding: Any, closed: Closed = frozenset()) -> date | None:
    """The date that counts now, on a day the office is open: nobody is late over a weekend."""
    due = _next_due(finding)
    return next_open_day(due, closed) if due else None


def _next_due(finding: Any) -> date | None:
    """Of the answer, the plan, the mending, the look at its effect, or the review of a risk."""
    if finding.state == State.VERIFIED and finding.effect_due_on:
        return finding.effect_due_on
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
