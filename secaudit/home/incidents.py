"""What incidents ask of the secretariat: to report to the Commission in time."""

from collections.abc import Iterator
from datetime import date

from secaudit.access.guard import Actor
from secaudit.errors import N_
from secaudit.home.tasks import Task
from secaudit.incidents.deadlines import Deadline, Report
from secaudit.incidents.kinds import Duty
from secaudit.incidents.models import Incident
from secaudit.incidents.reading import calling

REPORT = {
    Report.FIRST: N_("Incident %(number)s: make the first report to the Commission"),
    Report.FULL: N_("Incident %(number)s: make the full report to the Commission"),
}
DECIDE = N_("Incident %(number)s: decide whether it has to be reported to the Commission")


def tasks(actor: Actor, on: date) -> Iterator[Task]:
    """One statement, for the secretariat only."""
    if actor.may("record incidents"):
        for row, deadline in calling(on):
            yield _task(row, deadline)


def _task(row: Incident, deadline: Deadline) -> Task:
    return Task(
        words=DECIDE if row.duty == Duty.UNDECIDED else REPORT[deadline.report],
        button=N_("Look at it"),
        address=("incidents.show", {"id": row.id}),
        params={"number": row.number},
        due=deadline.due,
    )
