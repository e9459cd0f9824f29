"""A period's way from plan to archive."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from peewee import fn

from secaudit.access.guard import Actor, require
from secaudit.calendar.fiscal import fiscal_year
from secaudit.database import locking
from secaudit.decisions.actions import Paper, decision
from secaudit.errors import N_, Invalid, Missing, Refused
from secaudit.journal.actions import based_on, record, transaction
from secaudit.selfcheck.asking import OTHERS
from secaudit.selfcheck.kinds import STAFF_FORMS, SheetState
from secaudit.selfcheck.models import Period, Sheet
from secaudit.selfcheck.states import next_period_state

FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class Plan:
    """What the secretariat decides about a period before it opens."""

    fiscal_year: int
    opens_on: date
    due_on: date
    reference_date: date
    title: str = ""
    purpose: str = ""
    core_only: bool = True
    forms: tuple[str, ...] = ()  # beside the department's


def check_plan(plan: Plan) -> None:
    """Dates that fit each other and the year; Invalid at the first that does not."""
    if not FIRST_YEAR <= plan.fiscal_year <= LAST_YEAR:
        raise Invalid(
            N_("Enter a number from %(low)s to %(high)s."),
            field="fiscal_year",
            low=FIRST_YEAR,
            high=LAST_YEAR,
        )
    if fiscal_year(plan.opens_on) != plan.fiscal_year:
        raise Invalid(N_("This day is not in the fiscal year above."), field="opens_on")
    if plan.due_on < plan.opens_on:
        raise Invalid(N_("The due date must not be before the opening day."), field="due_on")
    if set(STAFF_FORMS) <= set(plan.forms):
        raise Invalid(N_("The staff form is answered in one of two ways."), field="forms")
    if plan.reference_date > plan.due_on:
        raise Invalid(
            N_("The reference date must not be after the due date."), field="reference_date"
        )


def plan_period(plan: Plan, *, by: Actor, at: datetime) -> Period:
    """A new period as a draft. Several in one year are numbered."""
    with transaction():
        require(by, "manage periods")
        check_plan(plan)
        last = Period.select(fn.MAX(Period.number)).where(Period.fiscal_year == plan.fiscal_year)
        period = Period(**as_columns(plan), number=(last.scalar() or 0) + 1, planned_by=by.person)
        record(by, "period.plan", "period", [period], at=at)
        return period


def as_columns(plan: Plan) -> dict:
    """The forms in the order in which they are listed, each once."""
    chosen = [form.value for form in OTHERS if form.value in plan.forms]
    return asdict(plan) | {"forms": " ".join(chosen)}


def locked(id: int, version: int | None = None) -> Period:
    """The period, held until the end of the transaction, at the version the form was made from."""
    period = locking(Period.select().where(Period.id == id)).first()
    if period is None:
        raise Missing()
    if version is not None:
        based_on(period, version)
    return period


def edit_period(id: int, version: int, plan: Plan, *, by: Actor, at: datetime) -> Period:
    with transaction():
        require(by, "manage periods")
        period = locked(id, version)
        next_period_state("edit", period.state)
        check_plan(plan)
        for name, value in as_columns(plan).items():
            setattr(period, name, value)
        period.planned_by = by.person  # type: ignore[assignment]
        record(by, "period.edit", period, [period], at=at)
        return period


def approve_period(id: int, version: int, *, by: Actor, at: datetime) -> Period:
    """The CHIEF approves the plan; not the one who made it."""
    with transaction():
        require(by, "approve periods")
        period = locked(id, version)
        if by.person is not None and by.person == period.planned_by_id:
            raise Refused(
                N_("Nobody approves a plan of their own. Ask another CHIEF, or the CISO.")
            )
        period.state = next_period_state("approve", period.state)
        period.approved_by, period.approved_at = by.person, at  # type: ignore[assignment]
        record(by, "period.approve", period, [period], at=at)
        return period


def approve_on_paper(
    id: int, version: int, paper: Paper, *, by: Actor, at: datetime, on: date
) -> Period:
    """The plan was approved on paper or in the city's own approval system."""
    with transaction():
        period = locked(id, version)
        seen = decision(
            paper, "approve", period, requester=period.planned_by_id, by=by, at=at, on=on
        )
        period.state = next_period_state("approve", period.state)
        period.approved_at = at
        record(by, "period.approve", period, [seen, period], at=at, document=paper.document)
        return period


def close_period(id: int, version: int, *, by: Actor, at: datetime) -> Period:
    """The due date is over. What still comes in is marked as late."""
    with transaction():
        require(by, "manage periods")
        period = locked(id, version)
        period.state = next_period_state("close", period.state)
        period.closed_at = at
        record(by, "period.close", period, [period], at=at)
        return period


def reopen_period(
    id: int, version: int, due_on: date, reason: str, *, by: Actor, at: datetime, on: date
) -> Period:
    """More time for everybody, by the CHIEF and with a reason."""
    with transaction():
        require(by, "approve periods")
        period = locked(id, version)
        period.state = next_period_state("reopen", period.state)
        if due_on < on:
            raise Invalid(N_("Choose today or a later day."), field="due_on")
        before, period.due_on, period.closed_at = period.due_on, due_on, None
        record(
            by,
            "period.reopen",
            period,
            [period],
            at=at,
            reason=reason,
            due_before=before,
            due_now=due_on,
        )
        return period


def freeze_period(id: int, version: int, *, by: Actor, at: datetime) -> Period:
    """The figures become final. Each sheet remembers how far it had come."""
    with transaction():
        require(by, "manage periods")
        period = locked(id, version)
        period.state = next_period_state("freeze", period.state)
        period.frozen_at = at
        sheets = list(locking(Sheet.select().where(Sheet.period == id).order_by(Sheet.id)))
        kept = [sheet for sheet in sheets if sheet.state != SheetState.EXEMPTED]
        for sheet in kept:
            sheet.frozen_from, sheet.state = sheet.state, SheetState.FROZEN
        record(by, "period.freeze", period, [period, *kept], at=at)
        return period


def report_period(id: int, version: int, *, by: Actor, at: datetime) -> Period:
    """The committee has seen it."""
    return _go_on(id, version, "report", by=by, at=at)


def archive_period(id: int, version: int, *, by: Actor, at: datetime) -> Period:
    return _go_on(id, version, "archive", by=by, at=at)


def _go_on(id: int, version: int, step: str, *, by: Actor, at: datetime) -> Period:
    with transaction():
        require(by, "manage periods")
        period = locked(id, version)
        period.state = next_period_state(step, period.state)
        record(by, f"period.{step}", period, [period], at=at)
        return period
