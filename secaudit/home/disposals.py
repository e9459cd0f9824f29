"""Lists of what is disposed of: whose approval they wait for; from April to June that one is due."""

from collections.abc import Iterator
from datetime import date

from secaudit.access.guard import Actor
from secaudit.errors import N_
from secaudit.home.tasks import Task
from secaudit.retention.reading import approved_by, due_now, waiting
from secaudit.retention.rules import State

SEASON = (4, 5, 6)


def tasks(actor: Actor, on: date) -> Iterator[Task]:
    """A list that waits is told of all year; what could go is looked for in the season only."""
    lists = waiting() if actor.may("see disposals") else []
    season = on.month in SEASON and actor.may("propose disposals")
    if season and not lists and due_now(on):
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
