"""Proposing what is disposed of, agreeing, holding back, and carrying it out."""

from collections.abc import Collection
from datetime import date, datetime

from secaudit.access.guard import Actor, require
from secaudit.database import db, locking
from secaudit.decisions.actions import Paper, decision
from secaudit.errors import N_, Invalid, Missing, Refused
from secaudit.journal.actions import record
from secaudit.organisation.texts import line
from secaudit.retention import erasing, reading
from secaudit.retention.models import Disposal, DisposalApproval, Hold
from secaudit.retention.rules import APPROVALS, Item, State

LONGEST = 400
NOT_LISTED = N_("This list has changed meanwhile: open the page again.")


def propose(items: Collection[Item], ground: str, *, by: Actor, at: datetime, on: date) -> Disposal:
    """A list of what may go, with the rule on which it stands."""
    require(by, "propose disposals")
    with db.atomic():
        _refuse_unless_due(items, on)
        if reading.waiting():
            raise Refused(N_("Another list waits already. Carry it out or withdraw it first."))
        row = Disposal(
            items=[each.plain for each in sorted(items)],
            ground=line(ground, "ground", 200, needed=True),
            proposed_by=by.person,
            proposed_at=at,
        )
        record(by, "retention.propose", "retention", [row], at=at)
        return row


def _refuse_unless_due(items: Collection[Item], on: date) -> None:
    if not items:
        raise Invalid(N_("Choose at least one."), field="items")
    if not set(items) <= set(reading.due_now(on)):
        raise Refused(
            N_("Something on the list may not go: it is held, unfinished, or its time is not over.")
        )


def _open(id: int, state: State) -> Disposal:
    row = locking(Disposal.select().where(Disposal.id == id)).get_or_none()
    if row is None:
        raise Missing()
    if row.state != state:
        raise Refused(NOT_LISTED)
    return row


def approve(id: int, *, by: Actor, at: datetime) -> Disposal:
    """One of two; never the proposer, never the same person twice."""
    require(by, "approve disposals")
    with db.atomic():
        row = _open(id, State.PROPOSED)
        if by.person == row.proposed_by_id:
            raise Refused(N_("Whoever proposed the list does not approve it."))
        if any(each.by_id == by.person for each in reading.approvals(row)):
            raise Refused(N_("You have approved this list already. A second person is needed."))
        yes = DisposalApproval(disposal=row, by=by.person, name=by.name, post=by.post, at=at)
        _agreed(row)
        record(by, "retention.approve", row, [yes, row], at=at)
        return row


def approve_on_paper(id: int, paper: Paper, *, by: Actor, at: datetime, on: date) -> Disposal:
    """The approval of somebody who decided on paper; recorded by neither proposer nor approver."""
    with db.atomic():
        row = _open(id, State.PROPOSED)
        made = decision(
            paper, "approve disposal", row, requester=row.proposed_by_id, by=by, at=at, on=on
        )
        if any(each.name == paper.decided_by for each in reading.approvals(row)):
            raise Refused(N_("That person has approved this list already."))
        yes = DisposalApproval(disposal=row, name=paper.decided_by, post=paper.post, at=at)
        _agreed(row)
        record(by, "retention.approve", row, [yes, made, row], at=at)
        return row


def _agreed(row: Disposal) -> None:
    if len(reading.approvals(row)) + 1 >= APPROVALS:
        row.state = State.APPROVED


def withdraw(id: int, reason: str, *, by: Actor, at: datetime) -> Disposal:
    """The list is given up; nothing goes."""
    require(by, "propose disposals")
    with db.atomic():
        row = locking(Disposal.select().where(Disposal.id == id)).get_or_none()
        if row is None or row.state not in (State.PROPOSED, State.APPROVED):
            raise Refused(NOT_LISTED)
        row.state = State.WITHDRAWN
        record(by, "retention.withdraw", row, [row], at=at, reason=line(reason, "reason", LONGEST))
        return row


def carry_out(id: int, *, by: Actor, at: datetime, on: date) -> Disposal:
    """Let go what two have approved. What is held since then, or open again, stops all of it."""
    require(by, "propose disposals")
    with db.atomic():
        row = _open(id, State.APPROVED)
        _refuse_unless_due(row.listed, on)
        found = erasing.extent(row.listed)
        row.state, row.carried_out_at = State.CARRIED_OUT, at
        row.carried_out_by_id = by.person
        row.rows, row.payloads, row.files = found.changed, len(found.entries), len(found.files)
        erasing.let_go(row, found, by, at, ground=row.ground, approvals=_names(row))
    erasing.clear_up(found.files)
    return row


def _names(row: Disposal) -> list[str]:
    return [each.name for each in reading.approvals(row)]


def set_hold(item: Item, reason: str, *, by: Actor, at: datetime) -> Hold:
    """From now on this is not disposed of, whatever its time."""
    require(by, "hold records")
    with db.atomic():
        if item in reading.held():
            raise Refused(N_("These records are held already."))
        row = Hold(
            cls=item.cls,
            fiscal_year=item.year,
            reason=line(reason, "reason", LONGEST, needed=True),
            set_by=by.person,
            set_at=at,
        )
        record(by, "retention.hold", "retention", [row], at=at)
        return row


def end_hold(id: int, reason: str, *, by: Actor, at: datetime) -> Hold:
    require(by, "hold records")
    with db.atomic():
        row = reading.hold(id)
        if row.ended_at:
            raise Refused(N_("This hold has ended already."))
        row.ended_by_id, row.ended_at = by.person, at
        row.ended_reason = line(reason, "reason", LONGEST, needed=True)
        record(by, "retention.end_hold", row, [row], at=at)
        return row


def note_export(row: Disposal, *, by: Actor, at: datetime) -> None:
    """Taking the list as a file is an entry."""
    with db.atomic():
        record(by, "export.disposal", row, at=at)
