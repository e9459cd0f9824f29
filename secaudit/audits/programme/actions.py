"""Planning a programme and the plan of a year; their approval by the CISO."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from secaudit.access.guard import Actor, require
from secaudit.audits.programme.kinds import Standing
from secaudit.audits.programme.models import AnnualPlan, Programme, Turn
from secaudit.decisions.actions import Paper, decision
from secaudit.errors import N_, Invalid, Refused
from secaudit.journal.actions import based_on, record, transaction

MOST_YEARS = 10
Turns = Collection[tuple[int, int]]  # (unit, fiscal year)


@dataclass(frozen=True)
class Outline:
    """What a programme says beside whose turn is when."""

    title: str
    first_year: int
    years: int
    every: int
    goals: str = ""
    reason: str = ""


def check(outline: Outline, turns: Turns, rotation: Turns) -> None:
    """Refuse what does not hold together, and another year than proposed without a reason."""
    if not 1 <= outline.years <= MOST_YEARS:
        raise Invalid(N_("A programme covers 1 to %(most)s years."), field="years", most=MOST_YEARS)
    if not 1 <= outline.every <= MOST_YEARS:
        raise Invalid(N_("Enter a number from 1 to %(most)s."), field="every", most=MOST_YEARS)
    span = range(outline.first_year, outline.first_year + outline.years)
    if any(year not in span for _unit, year in turns):
        raise Invalid(N_("One of the years lies outside the programme."), field="turns")
    if not turns:
        raise Invalid(N_("Choose at least one department."), field="turns")
    if set(turns) != set(rotation) and not outline.reason:
        raise Invalid(
            N_("Say why departments are audited in other years than proposed."), field="reason"
        )


def plan(outline: Outline, turns: Turns, rotation: Turns, *, by: Actor, at: datetime) -> Programme:
    """`rotation`: what `rotation.proposed` gave for the same years."""
    require(by, "plan audits")
    check(outline, turns, rotation)
    with transaction():
        programme = Programme(planned_by=by.person, **vars(outline))
        rows = [_turn(programme, turn, rotation) for turn in sorted(turns)]
        record(by, "programme.plan", programme, [programme, *rows], at=at)
    return programme


def _turn(programme: Programme, turn: tuple[int, int], rotation: Turns) -> Turn:
    unit, year = turn
    return Turn(programme=programme, unit=unit, fiscal_year=year, proposed=turn in rotation)


def change(
    programme: Programme,
    outline: Outline,
    turns: Turns,
    rotation: Turns,
    version: int,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """A changed programme waits for approval again; what it said before stays on record."""
    require(by, "plan audits")
    check(outline, turns, rotation)
    with transaction():
        based_on(programme, version)
        for name, value in vars(outline).items():
            setattr(programme, name, value)
        _await_approval(programme, by)
        rows = _changed_turns(programme, set(turns), rotation)
        record(by, "programme.change", programme, [programme, *rows], at=at)


def _changed_turns(programme: Programme, turns: set[tuple[int, int]], rotation: Turns):
    there = Turn.select().where(Turn.programme == programme)
    known = {(row.unit_id, row.fiscal_year): row for row in there}
    for turn, row in known.items():
        row.removed, row.proposed = turn not in turns, turn in rotation
    new = [_turn(programme, turn, rotation) for turn in sorted(turns - set(known))]
    return [*known.values(), *new]


def _await_approval(plan: Programme | AnnualPlan, by: Actor) -> None:
    plan.state, plan.approved_on = Standing.PLANNED, None  # type: ignore[assignment]
    plan.planned_by = by.person or plan.planned_by_id  # type: ignore[assignment]


@dataclass(frozen=True)
class Intent:
    """What the plan of a year says."""

    goals: str = ""
    themes: str = ""
    means: str = ""
    timing: str = ""


def plan_year(year: int, intent: Intent, version: int, *, by: Actor, at: datetime) -> AnnualPlan:
    """Write the year's plan, or change it; then it waits for approval (again)."""
    require(by, "plan audits")
    with transaction():
        known = AnnualPlan.get_or_none(AnnualPlan.fiscal_year == year)
        plan = known or AnnualPlan(fiscal_year=year)
        based_on(plan, version)
        for name, value in vars(intent).items():
            setattr(plan, name, value)
        _await_approval(plan, by)
        record(by, "annual_plan.write", plan if known else f"audit_year:{year}", [plan], at=at)
    return plan


Plan = Programme | AnnualPlan
ACTS = {Programme: "programme.approve", AnnualPlan: "annual_plan.approve"}


def approve(plan: Plan, version: int, *, by: Actor, at: datetime, on: date) -> None:
    """By the CISO in person; nobody approves a plan of their own."""
    require(by, "approve audits")
    with transaction():
        based_on(plan, version)
        if by.person == plan.planned_by_id:
            raise Refused(N_("Nobody approves their own request. Somebody else has to."))
        record(by, ACTS[type(plan)], _approved(plan, on), [plan], at=at)


def approve_on_paper(
    plan: Plan, paper: Paper, version: int, *, by: Actor, at: datetime, on: date
) -> None:
    """The CISO has approved outside the product; somebody who did not plan it records that."""
    with transaction():
        based_on(plan, version)
        taken = decision(paper, "approve", plan, requester=plan.planned_by_id, by=by, at=at, on=on)
        record(by, ACTS[type(plan)], _approved(plan, paper.decided_on), [plan, taken], at=at)


def _approved(plan: Plan, on: date) -> Plan:
    if plan.state != Standing.PLANNED:
        raise Refused(N_("This plan is approved already."))
    plan.state, plan.approved_on = Standing.APPROVED, on  # type: ignore[assignment]
    return plan
