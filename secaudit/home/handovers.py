"""People who left with something bound to them by name."""

from collections.abc import Iterator
from datetime import date

from secaudit.access.guard import Actor
from secaudit.errors import N_
from secaudit.handover.bound import stranded
from secaudit.home.tasks import Task


def tasks(actor: Actor, on: date) -> Iterator[Task]:
    """One statement, for those who may pass it on."""
    people = stranded(on) if actor.may("see handovers") else []
    if people:
        yield Task(
            words=N_("Pass on what was given to people who hold no post any more: %(count)s"),
            button=N_("See which"),
            address=("handover.index", {}),
            params={"count": len(people)},
        )
