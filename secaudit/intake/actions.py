"""Doing what the preview showed: all of it in one entry, or nothing."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from secaudit.access.guard import Actor, require
from secaudit.errors import N_, Refused
from secaudit.intake.offices.planning import plan_offices
from secaudit.intake.people.planning import plan_people
from secaudit.intake.plans import Plan
from secaudit.journal.actions import record, transaction
from secaudit.organisation.drafting import draft, present, wait_for_others
from secaudit.web.spreadsheets import Row

CHANGED_SINCE = N_(
    "Something was changed since this preview. Nothing was imported; read the file again."
)


def preview_offices(rows: Sequence[Row], on: date, complete: bool) -> Plan:
    return plan_offices(present(on), rows, complete)


def preview_people(rows: Sequence[Row], on: date, complete: bool, by: Actor) -> Plan:
    return plan_people(on, rows, complete, by)


def import_offices(
    rows: Sequence[Row], on: date, complete: bool, shown: str, *, by: Actor, at: datetime
) -> Plan:
    """The offices as the file says; `shown`: the digest of the plan that was agreed to."""
    require(by, "manage organisation")
    return _import("units", lambda: plan_offices(draft(on), rows, complete), shown, by, at)


def import_people(
    rows: Sequence[Row], on: date, complete: bool, shown: str, *, by: Actor, at: datetime
) -> Plan:
    """People and posts as the file says; newcomers get an account without a password."""
    require(by, "manage people")
    return _import("people", lambda: plan_people(on, rows, complete, by), shown, by, at)


def _import(what: str, make: Callable[[], Plan], shown: str, by: Actor, at: datetime) -> Plan:
    with transaction():
        wait_for_others()
        plan = make()
        if plan.digest() != shown or plan.faults:
            raise Refused(CHANGED_SINCE)
        if plan.rows:
            counts = {outcome.value: count for outcome, count in plan.counts().items()}
            record(by, f"{what}.import", what, plan.rows, at=at, on=plan.on, counts=counts)
    return plan


def note_export(what: str, *, by: Actor, at: datetime) -> None:
    """Taking the list out of the product is an entry."""
    require(by, {"units": "manage organisation", "people": "manage people"}[what])
    with transaction():
        record(by, f"{what}.export", what, at=at)
