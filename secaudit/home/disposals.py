"""Lists of what is disposed of: whose approval they wait for. Asked from April to June only."""

from collections.abc import Iterator
from datetime import date

from secaudit.access.guard import Actor
from secaudit.errors import N_
from secaudit.home.tasks import Task
from secaudit.retention.reading import approved_by, due_now, waiting
from secaudit.retention.rules import State

SEASON = (4, 5, 6)


def tasks(actor: Actor, on: date) -> Iterator[Task]:
    """Nothing is asked of the database outside the season."""
    if on.month not in SEASON:
        return
    lists = waiting() if actor.may("see disposals") else []
    if actor.may("propose disposals") and not lists and due_now(on):
        yield Task(
            words=N_("Look at what has been kept long enough and may be disposed of"),
            button=N_("Look at it"),
            address=("retention.index", {}),
        )
    for row in lists:
        yield from _next(actor, row)


def _next(actor: Actor, row) -> Iterator[Task]:
    address = ("retention.show", {"id": row.id})
    if row.state == State.APPROVED and actor.may("propose disposals"):
        words = N_("Carry out the disposal list %(number)s: two have approved it")
        yield Task(words, N_("Look at it"), address, params={"number": row.id})
    elif (
        row.state == State.PROPOSED
        and actor.may("approve disposals")
        and actor.person not in {row.proposed_by_id, *approved_by(row)}
    ):
        words = N_("Approve the disposal list %(number)s")
        yield Task(words, N_("Look at it"), address, params={"number": row.id})
