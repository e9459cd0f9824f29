"""What exceptions ask of somebody: to decide, to renew or end in time, to see that it is done."""

from collections.abc import Iterator
from datetime import date

from secaudit.access.guard import Actor
from secaudit.errors import N_
from secaudit.exceptions.actions import is_own
from secaudit.exceptions.kinds import State
from secaudit.exceptions.models import Deviation
from secaudit.exceptions.reading import calling
from secaudit.home.places import places
from secaudit.home.tasks import Task
from secaudit.organisation.reading import last_names


def tasks(actor: Actor, on: date) -> Iterator[Task]:
    """One statement for whom it concerns; more only where there is something."""
    if actor.may("ask exceptions"):
        mine = places(on).below(actor.units("ask exceptions") or set())
        yield from _of_departments([r for r in calling(on, mine) if r.state == State.APPROVED], on)
    if actor.may("approve exceptions"):
        yield from _to_decide(actor, [r for r in calling(on) if r.state == State.REQUESTED], on)
    elif actor.may("follow exceptions"):
        yield from _of_all(calling(on), on)


def _of_departments(rows: list[Deviation], on: date) -> Iterator[Task]:
    names = last_names({row.unit_id for row in rows}) if rows else {}
    for row in rows:
        yield Task(
            words=N_("Exception %(number)s of %(unit)s has expired: ask for it anew or end it")
            if row.expires_on < on
            else N_("Exception %(number)s of %(unit)s expires soon: ask for it anew or end it"),
            button=N_("Look at it"),
            address=("exceptions.show", {"id": row.id}),
            params={"number": row.number, "unit": names[row.unit_id]},
            due=row.expires_on,
        )


def _to_decide(actor: Actor, rows: list[Deviation], on: date) -> Iterator[Task]:
    names = last_names({row.unit_id for row in rows}) if rows else {}
    for row in rows:
        if not is_own(actor, row, on):
            yield Task(
                words=N_("Decide about the exception %(number)s of %(unit)s"),
                button=N_("Look at it"),
                address=("exceptions.show", {"id": row.id}),
                params={"number": row.number, "unit": names[row.unit_id]},
            )


def _of_all(rows: list[Deviation], on: date) -> Iterator[Task]:
    waiting = [row for row in rows if row.state == State.REQUESTED]
    expired = [row for row in rows if row.state == State.APPROVED and row.expires_on < on]
    if waiting:
        yield _count(N_("%(count)s exceptions wait for approval"), "waiting", len(waiting))
    if expired:
        yield _count(
            N_("%(count)s exceptions have expired and were not settled"), "expired", len(expired)
        )


def _count(words: str, view: str, number: int) -> Task:
    return Task(
        words=words,
        button=N_("See which"),
        address=("exceptions.index", {"view": view}),
        params={"count": number},
        informs=True,
    )
