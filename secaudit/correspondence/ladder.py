"""Who is reminded when, on working days. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from secaudit.calendar.fiscal import ONE_DAY
from secaudit.calendar.workdays import Closed, add_working_days, is_closed
from secaudit.correspondence.kinds import Audience


@dataclass(frozen=True)
class Step:
    """`days`: working days from the due date, negative before it."""

    days: int
    audience: Audience

    def on(self, due: date, closed: Closed) -> date:
        """The day on which it goes out; on a closed due date the last open day before."""
        start = due + ONE_DAY if self.days == 0 else due
        return add_working_days(start, self.days or -1, closed)


def ladder(settings: Mapping[str, Any]) -> list[Step]:
    """From the clerk upwards, as the city has chosen."""
    return sorted(
        [
            Step(-settings["remind_contact_days"], Audience.CLERK),
            Step(settings["remind_head_days"], Audience.HEAD),
            Step(settings["remind_director_days"], Audience.DIRECTOR),
            Step(settings["remind_chief_days"], Audience.CHIEF),
        ],
        key=lambda step: step.days,
    )


def step_now(
    steps: Collection[Step], due: date, today: date, closed: Closed, sent: Collection[int]
) -> Step | None:
    """What is to go out today: the newest step whose day has come, unless it or a later one went
    out. Steps that were missed are passed over; nothing goes out on closed days."""
    if is_closed(today, closed):
        return None
    come = [step for step in steps if step.on(due, closed) <= today]
    newest = max(come, key=lambda step: step.days, default=None)
    if newest is None or any(days >= newest.days for days in sent):
        return None
    return newest


def next_step(
    steps: Collection[Step], due: date, today: date, closed: Closed
) -> tuple[Step, date] | None:
    """The first step still ahead, with its day."""
    ahead = [(step, step.on(due, closed)) for step in steps]
    later = [(step, day) for step, day in ahead if day > today]
    return min(later, key=lambda each: each[1], default=None)
