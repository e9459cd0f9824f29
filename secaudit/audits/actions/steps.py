"""From one state of an engagement to the next."""

from datetime import date, datetime

from secaudit.access.guard import Actor, require
from secaudit.audits import guards
from secaudit.audits.lifecycle import TRANSITIONS, after
from secaudit.audits.models import Engagement
from secaudit.audits.reading import papers
from secaudit.decisions.actions import Paper, decision
from secaudit.errors import N_, Refused
from secaudit.journal.actions import based_on, record, transaction


def move(engagement: Engagement, act: str, **changes) -> Engagement:
    """The engagement in the state after the act, not yet written."""
    engagement.state = after(act, engagement.state)
    for name, value in changes.items():
        setattr(engagement, name, value)
    return engagement


def approve(engagement: Engagement, version: int, *, by: Actor, at: datetime, on: date) -> None:
    """By the CISO in person; nobody approves a plan of their own."""
    require(by, TRANSITIONS["engagement.approve"].deed)
    with transaction():
        based_on(engagement, version)
        if by.person == engagement.planned_by_id:
            raise Refused(N_("Nobody approves their own request. Somebody else has to."))
        record(
            by, "engagement.approve", move(engagement, "engagement.approve"), [engagement], at=at
        )


def approve_on_paper(
    engagement: Engagement, paper: Paper, version: int, *, by: Actor, at: datetime, on: date
) -> None:
    """The CISO has approved outside the product; somebody who did not plan it records that."""
    with transaction():
        based_on(engagement, version)
        planner = engagement.planned_by_id
        taken = decision(paper, "approve", engagement, requester=planner, by=by, at=at, on=on)
        move(engagement, "engagement.approve")
        record(by, "engagement.approve", engagement, [engagement, taken], at=at)


def notify(engagement: Engagement, version: int, *, by: Actor, at: datetime, on: date) -> None:
    """The notices go out; from now on the departments know."""
    require(by, "plan audits")
    with transaction():
        based_on(engagement, version)
        if missing := next((p for p in papers(engagement) if p.visit_on is None), None):
            raise Refused(
                N_("%(unit)s has no date yet. Enter the schedule first."), unit=missing.name
            )
        move(engagement, "engagement.notify", notified_on=on)
        record(by, "engagement.notify", engagement, [engagement], at=at)


def advance(
    engagement: Engagement, act: str, version: int, *, by: Actor, at: datetime, on: date, **changes
) -> None:
    """A step that changes nothing but the engagement itself: reported, in follow-up."""
    with transaction():
        guards.require_team(by, TRANSITIONS[act].deed, engagement, on)
        based_on(engagement, version)
        record(by, act, move(engagement, act, **changes), [engagement], at=at)
