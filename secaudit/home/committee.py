"""What a meeting of the committee asks of somebody: to prepare its paper, to settle it."""

from collections.abc import Iterator
from datetime import date, timedelta

from secaudit.access.guard import Actor
from secaudit.committee.kinds import State
from secaudit.committee.models import CommitteePaper
from secaudit.committee.reading import PREPARE
from secaudit.errors import N_
from secaudit.home.tasks import Task
from secaudit.meetings.reading import next_meeting

AHEAD = timedelta(days=45)  # so long before a meeting its paper is on Home


def tasks(actor: Actor, on: date) -> Iterator[Task]:
    """One statement, and a second one where a meeting is near; none for whom it does not concern."""
    if actor.may(PREPARE):
        yield from _to_prepare(on)
    if actor.may("settle committee papers"):
        yield from _to_settle(actor)


def _to_prepare(on: date) -> Iterator[Task]:
    meeting = next_meeting(on)
    if meeting is None or meeting.on > on + AHEAD:
        return
    if not CommitteePaper.select().where(CommitteePaper.meeting_on == meeting.on).exists():
        yield Task(
            words=N_("Prepare the paper for the committee"),
            button=N_("Freeze the figures of now"),
            address=("committee.new", {}),
            due=meeting.on,
        )


def _to_settle(actor: Actor) -> Iterator[Task]:
    drafts = CommitteePaper.select().where(CommitteePaper.state == State.DRAFT)
    for paper in drafts.where(CommitteePaper.begun_by != actor.person):
        yield Task(
            words=N_("Read the draft of the paper for the committee, and settle it"),
            button=N_("Look at it"),
            address=("committee.show", {"id": paper.id}),
            due=paper.meeting_on,
        )
