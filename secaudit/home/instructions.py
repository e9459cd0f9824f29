"""What the CISO told the secretariat on the overview."""

from collections.abc import Iterator
from datetime import date

from secaudit.access.guard import Actor
from secaudit.errors import N_
from secaudit.home.tasks import Task
from secaudit.reports.looks.reading import waiting


def tasks(actor: Actor, on: date) -> Iterator[Task]:
    """One statement, for the secretariat only."""
    if actor.may("follow instructions"):
        for row in waiting():
            yield Task(
                words=N_("Instruction from the overview: %(words)s"),
                button=N_("Record what was done"),
                address=("reports.look_done", {"id": row.id}),
                params={"words": row.words},
            )
