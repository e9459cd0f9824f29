"""Checking what is recorded of a decision. The row is written with the change it allows."""

from dataclasses import dataclass
from datetime import date, datetime

from secaudit.access.guard import Actor, require
from secaudit.database import Record
from secaudit.decisions.models import Decision, Medium
from secaudit.errors import N_, Invalid, Refused
from secaudit.journal.actions import name


@dataclass(frozen=True)
class Paper:
    """What stands on the paper (or in the city's approval system)."""

    medium: Medium
    decided_by: str
    post: str
    decided_on: date
    document: str
    note: str = ""


def decision(
    paper: Paper,
    what: str,
    obj: Record | str,
    *,
    requester: int | None,
    by: Actor,
    at: datetime,
    on: date,
) -> Decision:
    """A new row to be handed to `record` together with what the decision changed.

    `requester`: the person who asked for the decision; they may not record it themselves.
    """
    require(by, "record decisions")
    if by.person is None or by.person == requester:
        raise Refused(N_("Whoever asked for a decision cannot record it. Ask a colleague to."))
    if paper.decided_on > on:
        raise Invalid(N_("The decision lies in the future. Check the date."), field="decided_on")
    return Decision(
        obj=obj if isinstance(obj, str) else name(obj),
        what=what,
        medium=paper.medium,
        decided_by=paper.decided_by,
        post=paper.post,
        decided_on=paper.decided_on,
        document=paper.document,
        note=paper.note,
        recorded_by=by.person,
        at=at,
    )
