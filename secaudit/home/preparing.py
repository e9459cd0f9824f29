"""What a city that has just begun still needs, in the order in which it is needed.

Each step disappears when it is done; a running city sees them only where something is missing.
"""

from collections.abc import Iterator
from datetime import date

from flask_babel import lazy_gettext

from secaudit.access.guard import Actor
from secaudit.access.roles import Role
from secaudit.calendar.fiscal import fiscal_year
from secaudit.errors import N_
from secaudit.home.tasks import Task
from secaudit.organisation.reading import tree
from secaudit.people.models import Assignment
from secaudit.people.reading import in_force
from secaudit.selfcheck.kinds import PeriodState
from secaudit.selfcheck.models import Period

# The five people beside the departments with whom a first year works.
FIVE = (Role.SECR, Role.CHIEF, Role.AUDITLEAD, Role.AUDITOR, Role.CISO)


def tasks(actor: Actor, on: date) -> Iterator[Task]:
    if not actor.may("manage people"):
        return
    offices = tree(on).answering()
    if not offices:
        yield Task(
            words=N_("Register the offices of the city: the first step"),
            button=N_("Take them in from a file"),
            address=("intake.units", {}),
            hint=N_("The list of the personnel system will do. Next come the people."),
        )
        yield Task(
            words=N_("See the first set-up in five steps"),
            button=N_("See the steps"),
            address=("home.first_steps", {}),
        )
        return
    posts = held(on)
    yield from _people(posts, {office.id for office in offices})
    if actor.may("manage periods"):
        yield from _period(on)


def held(on: date) -> set[tuple[Role, int | None]]:
    """The posts of that day: role and office."""
    rows = Assignment.select(Assignment.role, Assignment.unit).where(in_force(on))
    return {(row.role, row.unit_id) for row in rows}


def _people(held: set[tuple[Role, int | None]], offices: set[int]) -> Iterator[Task]:
    headless = offices - {unit for role, unit in held if role == Role.MGR}
    if headless:
        yield Task(
            words=N_("%(count)s departments have no head registered"),
            button=N_("Take people in from a file"),
            address=("intake.people", {}),
            params={"count": len(headless)},
            hint=N_("Without a head nobody can hand in or confirm."),
        )
    missing = [role for role in FIVE if role not in {held_role for held_role, _unit in held}]
    if missing:
        yield Task(
            words=N_("Nobody holds this role yet: %(role)s"),
            button=N_("See the people"),
            address=("people.index", {}),
            params={"role": lazy_gettext(missing[0].label)},
        )


def _period(on: date) -> Iterator[Task]:
    if not Period.select().where(Period.fiscal_year >= fiscal_year(on)).exists():
        yield Task(
            words=N_("Plan the self-check of this fiscal year"),
            button=N_("Plan it"),
            address=("selfcheck.new_period", {}),
        )
    for period in Period.select().where(Period.state == PeriodState.APPROVED):
        yield Task(
            words=N_("The plan of the self-check is approved: it can be opened"),
            button=N_("Look at it"),
            address=("selfcheck.period", {"id": period.id}),
            due=period.opens_on,
        )
