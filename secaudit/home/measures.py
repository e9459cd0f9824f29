"""What targets and measures ask of somebody: to decide, to record what a year came to, to evaluate."""

from collections.abc import Iterator
from datetime import date

from secaudit.access.guard import Actor
from secaudit.calendar.fiscal import fiscal_year
from secaudit.errors import N_
from secaudit.home.tasks import Task
from secaudit.measures.kinds import Standing
from secaudit.measures.reading import measures, proposed


def tasks(actor: Actor, on: date) -> Iterator[Task]:
    """Nothing is asked for those who neither set targets nor decide about them."""
    if actor.may("approve targets"):
        yield from _targets(actor)
    if actor.may("evaluate measures"):
        yield from _last_year(actor, on)


def _targets(actor: Actor) -> Iterator[Task]:
    for row in proposed():
        if row.proposed_by_id != actor.person:
            yield Task(
                words=N_("Decide about the proposed targets (version %(number)s)"),
                button=N_("Look at it"),
                address=("measures.target_set", {"id": row.id}),
                params={"number": row.number},
            )


def _last_year(actor: Actor, on: date) -> Iterator[Task]:
    """The year that is over: its results are recorded first, then evaluated."""
    year = fiscal_year(on) - 1
    found = [each.standing for each in measures(year, year + 1)]
    late, waiting = found.count(Standing.UNREPORTED), found.count(Standing.UNEVALUATED)
    if late and actor.may("manage measures"):
        yield _count(N_("Record what last year came to: %(count)s measures"), year, late)
    if waiting and actor.may("approve targets"):  # who records results mostly cannot evaluate them
        yield _count(N_("Evaluate last year's results: %(count)s measures"), year, waiting)


def _count(words: str, year: int, number: int) -> Task:
    return Task(
        words=words,
        button=N_("See which"),
        address=("measures.index", {"year": year}),
        params={"count": number},
    )
