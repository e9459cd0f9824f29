"""Merging, splitting and abolishing offices. Posts, systems and history go along.

Stands here and not with the offices because people move: one entry tells of all of it.
"""

from collections.abc import Collection
from datetime import date, datetime

from secaudit.access.guard import Actor, require
from secaudit.database import Record
from secaudit.errors import N_, Invalid, Missing
from secaudit.journal.actions import record, transaction
from secaudit.organisation import chart as charts
from secaudit.organisation.actions.units import rows_of
from secaudit.organisation.chart import Opening
from secaudit.organisation.drafting import Draft, draft
from secaudit.organisation.models import System, Unit
from secaudit.people import posts
from secaudit.people.models import Person


def merge_units(
    units: Collection[int],
    into: int | Opening,
    *,
    on: date,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> Unit:
    """Several offices become one: a new one, or one that exists (and may be among them)."""
    require(by, "manage organisation")
    with transaction():
        plan = begin(units, on)
        heir = plan.chart.open(into) if isinstance(into, Opening) else into
        closed = charts.merge(plan.chart, list(units), heir)
        rows = [*rows_of(plan), *handed_over(plan, closed, heir)]
        record(by, "unit.merge", plan.units[heir], rows, at=at, reason=reason, on=on, units=closed)
    return plan.units[heir]


def split_unit(
    unit: int,
    parts: list[Opening],
    *,
    on: date,
    by: Actor,
    at: datetime,
    stays: bool = False,
    posts_go_to: int = 0,
    reason: str = "",
) -> list[Unit]:
    """One office becomes several. It stays beside them, or all its posts go to one of them."""
    require(by, "manage organisation")
    if not stays and posts_go_to not in range(len(parts)):
        raise Invalid(N_("Choose one of the new offices."), field="posts_go_to")
    with transaction():
        plan = begin([unit], on)
        opened = charts.split(plan.chart, unit, parts, stays=stays)
        rows = rows_of(plan)
        if not stays:
            rows += handed_over(plan, [unit], opened[posts_go_to])
        record(by, "unit.split", plan.units[unit], rows, at=at, reason=reason, on=on)
    return [plan.units[id] for id in opened]


def abolish_unit(
    unit: int,
    *,
    on: date,
    by: Actor,
    at: datetime,
    successor: int | None = None,
    reason: str = "",
) -> Unit:
    """No longer there from that day on. With people, systems or offices in it only with a successor."""
    require(by, "manage organisation")
    with transaction():
        plan = begin([unit], on)
        if successor is None:
            refuse_inhabited(unit, on)
        charts.abolish(plan.chart, unit, successor)
        rows = rows_of(plan)
        if successor is not None:
            rows += handed_over(plan, [unit], successor)
        record(by, "unit.abolish", plan.units[unit], rows, at=at, reason=reason, on=on)
    return plan.units[unit]


def begin(units: Collection[int], on: date) -> Draft:
    plan = draft(on)
    if not set(units) <= set(plan.units):
        raise Missing()
    return plan


def handed_over(plan: Draft, closed: Collection[int], heir: int) -> list[Record]:
    """Posts and systems of the closed offices, now the heir's."""
    to, on = plan.units[heir], plan.chart.on
    systems = owned_by(closed)
    for system in systems:
        system.owner = to
    return [*systems, *posts.moved(posts.posts_in(closed, on), to, on)]


def owned_by(units: Collection[int]) -> list[System]:
    query = System.select().where(System.owner.in_(list(units)) & System.closed_on.is_null())
    return list(query.order_by(System.id))


def refuse_inhabited(unit: int, on: date) -> None:
    """Nobody and nothing may be left in an office that goes without a successor."""
    held = posts.posts_in([unit], on)
    if held:
        person = Person.get_by_id(held[0].person_id)
        raise Invalid(
            N_(
                "%(count)s posts are held there on that day, one by %(name)s. Say to which office "
                "they go, or end them first."
            ),
            field="successor",
            count=len(held),
            name=person.name,
        )
    systems = owned_by([unit])
    if systems:
        raise Invalid(
            N_("It owns %(system)s. Say to which office its systems go."),
            field="successor",
            system=systems[0].name,
        )
