"""Somebody else looks at what was done; the audit lead closes."""

from datetime import date, datetime

from secaudit.access.guard import Actor
from secaudit.errors import N_, Invalid, Refused
from secaudit.findings import deadlines, guards, rules
from secaudit.findings.actions.steps import hold, move_plan, pass_turn, plan_of, step
from secaudit.findings.kinds import Method, Since
from secaudit.findings.lifecycle import State
from secaudit.findings.models import EffectCheck, Finding
from secaudit.journal.actions import based_on, record, transaction
from secaudit.organisation.settings import settings


def verify(
    finding: Finding,
    how: str,
    seen_on: date,
    version: int,
    method: Method | None = None,
    *,
    by: Actor,
    at: datetime,
    on: date,
) -> None:
    """An auditor who neither owns the work nor belongs to the department has seen it.

    Of serious ones it is looked at once more after some time whether the measure lasted.
    """
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
            verified_method=method,
            effect_due_on=deadlines.effect_check(finding.severity, seen_on, settings()),
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


def check_effect(
    finding: Finding,
    effective: bool,
    how: str,
    seen_on: date,
    version: int,
    method: Method | None = None,
    *,
    by: Actor,
    at: datetime,
    on: date,
) -> EffectCheck:
    """Some time later: the measure lasted, or the finding goes back with a new date."""
    with transaction():
        based_on(finding, version)
        guards.require_act(by, "finding.ineffective", finding, on)
        if finding.state != State.VERIFIED or finding.effect_due_on is None:
            raise Refused(N_("There is nothing to check here now."))
        plan = plan_of(finding)
        guards.refuse_owner(by, finding, plan)
        how = rules.needs(how, N_("Say how you checked it."), field="how")
        _refuse_unless_later(finding, seen_on, on)
        seen = EffectCheck(
            finding=finding,
            due_on=finding.effect_due_on,
            checked_on=seen_on,
            checked_by=by.person,
            effective=effective,
            method=method,
            how=how,
        )
        finding.effect_due_on = None
        if effective:
            rows, act = [pass_turn(finding, plan), seen], "finding.effective"
        else:
            rows, act = [*_mend_again(finding, plan, on), seen], "finding.ineffective"
        record(by, act, finding, rows, at=at, reason=how)
    return seen


def _refuse_unless_later(finding: Finding, seen_on: date, on: date) -> None:
    if not (finding.verified_on or seen_on) < seen_on <= on:
        raise Invalid(
            N_("Choose a day after the verification (%(day)s), up to today."),
            field="seen_on",
            day=finding.verified_on,
        )


def _mend_again(finding: Finding, plan: list, on: date) -> list:
    """It did not last: every action is open again, until a new date."""
    due = hold(
        finding,
        deadlines.mended_again(finding.severity, on, settings()),
        Since.NOT_EFFECTIVE,
        on,
    )
    move_plan(plan, "plan.ineffective")
    return [step(finding, "finding.ineffective", plan), *plan, *due]


def close(finding: Finding, version: int, *, by: Actor, at: datetime, on: date) -> None:
    """The audit lead puts it away."""
    with transaction():
        based_on(finding, version)
        guards.require_act(by, "finding.close", finding, on)
        guards.refuse_owner(by, finding, plan_of(finding))
        if finding.effect_due_on is not None:
            raise Refused(N_("First it is checked whether the measure has lasted."))
        step(finding, "finding.close", closed_on=on)
        record(by, "finding.close", finding, [finding], at=at)
