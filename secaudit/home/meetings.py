"""What meetings of the committee ask of somebody: to do what was agreed, to check it, to prepare."""

from collections.abc import Iterator
from datetime import date

from secaudit.access.guard import Actor
from secaudit.errors import N_
from secaudit.home.places import places
from secaudit.home.tasks import Task
from secaudit.meetings.kinds import OWNERS, Progress
from secaudit.meetings.models import MeetingAction
from secaudit.meetings.reading import next_meeting
from secaudit.meetings.rows import all_actions
from secaudit.meetings.rules import owns


def tasks(actor: Actor, on: date) -> Iterator[Task]:
    """One statement for those who can be given an action, none for the others."""
    if actor.roles & set(OWNERS):
        yield from _agreed(actor, on)
    if actor.may("hold meetings"):
        yield from _of_secretariat(on)


def _agreed(actor: Actor, on: date) -> Iterator[Task]:
    for row in all_actions(Progress.OPEN):
        if owns(actor.posts, _offices(row, on), row.owner_title):
            yield Task(
                words=N_("Agreed by the committee: %(what)s"),
                button=N_("Open"),
                address=("meetings.action", {"id": row.id}),
                params={"what": row.what},
                due=row.due_on,
            )


def _offices(row: MeetingAction, on: date) -> set[int]:
    """The office that was to do it, and what became of it."""
    return places(on).lines.after([row.owner_unit_id]) if row.owner_unit_id else set()


def _of_secretariat(on: date) -> Iterator[Task]:
    following = next_meeting(on)
    if following:
        yield Task(
            words=N_("Prepare the meeting of the committee (no. %(number)s)"),
            button=N_("See the agenda"),
            address=("meetings.show", {"id": following.id}),
            params={"number": following.number},
            due=following.on,
        )
    reported = all_actions(Progress.REPORTED)
    if reported:
        yield Task(
            words=N_("Check what was agreed and is reported as done: %(count)s"),
            button=N_("See which"),
            address=("meetings.actions", {}),
            params={"count": len(reported)},
        )
