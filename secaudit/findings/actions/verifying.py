"""Somebody else looks at what was done; the audit lead closes."""

from datetime import date, datetime

from secaudit.access.guard import Actor
from secaudit.errors import N_, Invalid
from secaudit.findings import guards, rules
from secaudit.findings.actions.steps import move_plan, plan_of, step
from secaudit.findings.models import Finding
from secaudit.journal.actions import based_on, record, transaction


def verify(
    finding: Finding, how: str, seen_on: date, version: int, *, by: Actor, at: datetime, on: date
) -> None:
    """An auditor who neither owns the work nor belongs to the department has seen it."""
    with transaction():
        based_on(finding, version)
        guards.require_act(by, "finding.verify", finding, on)
        plan = plan_of(finding)
        guards.refuse_owner(by, finding, plan)
        how = rules.needs(how, N_("Say how you checked it."), field="how")
        if seen_on > on:
            raise Invalid(N_("This day has not come yet."), field="seen_on")
        step(
            finding,
            "finding.verify",
            verified_by=by.person,
            verified_on=seen_on,
            verified_how=how,
        )
        move_plan(plan, "plan.verify")
        record(by, "finding.verify", finding, [finding, *plan], at=at, reason=how)


def reopen(
    finding: Finding, reason: str, version: int, *, by: Actor, at: datetime, on: date
) -> None:
    """It is not mended yet: back to the department, with what is missing."""
    with transaction():
        based_on(finding, version)
        guards.require_act(by, "finding.reopen", finding, on)
        plan = plan_of(finding)
        guards.refuse_owner(by, finding, plan)
        reason = rules.needs(reason, N_("Say what is still missing."))
        step(finding, "finding.reopen", plan)
        move_plan(plan, "plan.again")
        record(by, "finding.reopen", finding, [finding, *plan], at=at, reason=reason)


def close(finding: Finding, version: int, *, by: Actor, at: datetime, on: date) -> None:
    """The audit lead puts it away."""
    with transaction():
        based_on(finding, version)
        guards.require_act(by, "finding.close", finding, on)
        guards.refuse_owner(by, finding, plan_of(finding))
        step(finding, "finding.close", closed_on=on)
        record(by, "finding.close", finding, [finding], at=at)
