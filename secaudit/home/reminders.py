"""Whom the secretariat reminds this morning."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from flask_babel import gettext as _

from secaudit.access.guard import Actor
from secaudit.correspondence.reading import for_today
from secaudit.errors import N_
from secaudit.home.tasks import Task
from secaudit.selfcheck import reading as sheets
from secaudit.selfcheck.states import MOVING


def tasks(actor: Actor, on: date) -> Iterator[Task]:
    if not actor.may("manage periods"):
        return
    for period in sheets.periods():
        some = for_today(period, on) if period.state in MOVING else []
        if some:
            to = Counter(each.audience for each in some)
            yield Task(
                words=N_("Send the reminders of today: %(count)s"),
                button=N_("Make the reminders"),
                address=("correspondence.reminders", {"id": period.id}),
                params={"count": len(some)},
                hint=" ".join(f"{_(audience.label)} {number}" for audience, number in to.items()),
                due=on,
            )
