"""What the city's rules ask of somebody: approvals, and reviews that are due."""

from collections.abc import Iterator
from datetime import date

from secaudit.access.guard import Actor
from secaudit.editing import reading as editing
from secaudit.errors import N_
from secaudit.home.tasks import Task
from secaudit.policies import reading as policies


def tasks(actor: Actor, on: date) -> Iterator[Task]:
    if actor.may("approve policies"):
        for version in policies.waiting_for_approval():
            if version.requested_by_id != actor.person:
                yield Task(
                    words=N_("Approve “%(title)s”"),
                    button=N_("Look at it"),
                    address=("policies.version", {"id": version.id}),
                    params={"title": version.policy},
                )
    if actor.may("approve catalogue"):
        for release in editing.waiting_for_approval():
            if release.requested_by_id != actor.person:
                yield Task(
                    words=N_("Approve the new edition of the controls"),
                    button=N_("Look at it"),
                    address=("editing.release", {"id": release.id}),
                )
    if actor.may("manage policies"):
        for late in policies.overdue_reviews(on):
            yield Task(
                words=N_("Review “%(title)s”: its review date has passed"),
                button=N_("Open"),
                address=("policies.show", {"id": late.policy.id}),
                params={"title": late.policy},
                due=late.policy.review_on,
            )
