from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext

from secaudit.access.roles import Role
from secaudit.accounts.gate import current, opens
from secaudit.calendar import clock
from secaudit.calendar.workdays import DaysLeft, days_left
from secaudit.home import (
    audits,
    committee,
    disposals,
    exceptions,
    first_steps,
    handovers,
    improvements,
    incidents,
    instructions,
    measures,
    meetings,
    preparing,
    reminders,
    rules,
    selfchecks,
)
from secaudit.home.tasks import Task, in_order
from secaudit.organisation.settings import settings
from secaudit.web.language import language

bp = Blueprint("home", __name__)

# What may ask something of somebody. Each is asked with who it is and the day.
SOURCES = [
    incidents.tasks,
    instructions.tasks,
    selfchecks.tasks,
    audits.tasks,
    rules.tasks,
    preparing.tasks,
    improvements.tasks,
    exceptions.tasks,
    meetings.tasks,
    measures.tasks,
    committee.tasks,
    handovers.tasks,
    disposals.tasks,
    reminders.tasks,
]


@dataclass(frozen=True)
class Row:
    """A task as it is shown."""

    label: str
    href: str
    button: str
    hint: str
    due: date | None
    left: DaysLeft | None
    done: int | None
    total: int | None


@bp.get("/")
def show():
    """The CISO begins with the overview; everybody else with what is to be done."""
    if current.roles == {Role.CISO} and opens("reports.overview"):
        return redirect(url_for("reports.overview"))
    on = clock.today()
    closed = {date.fromisoformat(day) for day in settings()["closed_days"]}
    rows = [_row(task, on, closed) for task in in_order(_all(on)) if opens(task.address[0])]
    return render_template("home/show.html", tasks=rows, name=current.name)


@bp.get("/first-steps", endpoint="first_steps")
def show_first_steps():
    """From an empty city to its first self-check, each step with how far it is."""
    found = [
        (step, gettext(state.said, **state.params), state.done, opens(step.endpoint))
        for step, state in first_steps.steps(clock.today())
    ]
    return render_template("home/first_steps.html", steps=found)


def _all(on: date) -> Iterator[Task]:
    for source in SOURCES:
        yield from source(current, on)


def _row(task: Task, on: date, closed: set[date]) -> Row:
    params = {
        key: value.called(language()) if hasattr(value, "called") else value
        for key, value in task.params.items()
    }
    endpoint, values = task.address
    return Row(
        label=gettext(task.words, **params),
        href=url_for(endpoint, **values),
        button=gettext(task.button),
        hint=gettext(task.hint, **params) if task.hint else "",
        due=task.due,
        left=days_left(task.due, on, closed) if task.due else None,
        done=task.done,
        total=task.total,
    )
