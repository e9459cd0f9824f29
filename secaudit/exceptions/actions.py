"""From the request to the last day. Each: guard, change, one entry of the journal."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from secaudit.access.guard import Actor
from secaudit.access.guard import require as require_anywhere
from secaudit.decisions.actions import Paper, decision
from secaudit.errors import N_, Forbidden, Invalid, Missing, Refused
from secaudit.exceptions import reading
from secaudit.exceptions.kinds import LONGEST_DAYS, State, after
from secaudit.exceptions.models import Deviation
from secaudit.journal.actions import based_on, record, transaction
from secaudit.organisation.reading import tree

OWN = N_("Nobody approves an exception they asked for, or one of their own department.")


@dataclass(frozen=True)
class Wish:
    """What a department asks for. `expires_on` is the last day."""

    control: str
    what: str
    reason: str
    compensation: str
    starts_on: date
    expires_on: date


def request(
    unit: int,
    wish: Wish,
    controls: Collection[str],
    *,
    by: Actor,
    at: datetime,
    on: date,
    follows: int | None = None,
) -> Deviation:
    """Ask for leave to do otherwise. `controls`: the ids there are; `follows`: what is renewed."""
    with transaction():
        _require_of_department(by, unit, on)
        _check(wish, controls, on)
        before = _renewed(follows, wish.control, by, on) if follows else None
        _refuse_second(unit, wish.control)
        row = Deviation(
            unit=unit,
            follows=before,
            requested_by=by.person,
            requested_post=by.post[:60],
            requested_at=at,
            **asdict(wish),
        )
        record(by, "exception.request", row, [row], at=at, reason=wish.reason)
        return row


def _require_of_department(by: Actor, unit: int, on: date) -> None:
    offices = tree(on)
    if not any(office.id == unit for office in offices.answering()):
        raise Missing()
    require_anywhere(by, "ask exceptions", within=offices.above(unit))


def _check(wish: Wish, controls: Collection[str], on: date) -> None:
    if wish.control not in controls:
        raise Invalid(N_("Choose the control."), field="control")
    for name in ("what", "reason", "compensation"):
        if not getattr(wish, name).strip():
            raise Invalid(N_("This must be filled in."), field=name)
    if wish.expires_on < max(wish.starts_on, on):
        raise Invalid(N_("The last day lies before the first, or has passed."), field="expires_on")
    if wish.expires_on - wish.starts_on > timedelta(days=LONGEST_DAYS):
        raise Invalid(
            N_("An exception lasts a year at most. Ask for it anew before it expires."),
            field="expires_on",
        )


def _refuse_second(unit: int, control: str) -> None:
    if any(row.unit_id == unit and row.control == control for row in reading.waiting()):
        raise Refused(N_("For this control an exception waits for approval already."))


def _renewed(id: int, control: str, by: Actor, on: date) -> Deviation:
    before = reading.deviation(id, by, on)
    require_own(by, before, on)
    if (before.state, before.control) != (State.APPROVED, control):
        raise Refused(N_("Only an approved exception from the same control is renewed."))
    return before


def approve(
    id: int, version: int, words: str = "", *, by: Actor, at: datetime, on: date
) -> Deviation:
    """Leave given by somebody of another department; `words`: a condition, if there is one."""
    require_anywhere(by, "approve exceptions")
    with transaction():
        row = _decided("approve", id, version, words, by, at, on)
        record(by, "exception.approve", row, [row], at=at, reason=row.words)
        return row


def refuse(id: int, version: int, words: str, *, by: Actor, at: datetime, on: date) -> Deviation:
    """No leave, with the reason."""
    require_anywhere(by, "approve exceptions")
    if not words.strip():
        raise Invalid(N_("Write the reason."), field="words")
    with transaction():
        row = _decided("refuse", id, version, words, by, at, on)
        record(by, "exception.refuse", row, [row], at=at, reason=row.words)
        return row


def approve_on_paper(
    id: int, version: int, paper: Paper, *, by: Actor, at: datetime, on: date
) -> Deviation:
    """Approved outside the product; recorded by somebody who did not ask for it."""
    require_anywhere(by, "record decisions")
    with transaction():
        row = reading.deviation(id, by, on, lock=True)
        based_on(row, version)
        row.state, row.decided_at, row.decided_post = (
            after("approve", row.state),
            at,
            paper.post[:60],
        )
        asked = row.requested_by_id
        written = decision(paper, "approve exception", row, requester=asked, by=by, at=at, on=on)
        record(by, "exception.approve", row, [row, written], at=at)
        return row


def _decided(deed: str, id, version, words, by: Actor, at: datetime, on: date) -> Deviation:
    row = reading.deviation(id, by, on, lock=True)
    based_on(row, version)
    if is_own(by, row, on):
        raise Forbidden(OWN)
    row.state = after(deed, row.state)
    row.decided_by, row.decided_post, row.decided_at = by.person, by.post[:60], at  # type: ignore[assignment]
    row.words = words.strip()
    return row


def is_own(by: Actor, row: Deviation, on: date) -> bool:
    """Whether the person asked for it, or works in the department that did or what it became."""
    units = {row.unit_id} | {path[0] for path in reading.paths(row.unit_id, tree(on))}
    return by.person == row.requested_by_id or any(post.unit in units for post in by.posts)


def withdraw(id: int, version: int, *, by: Actor, at: datetime, on: date) -> Deviation:
    """The department no longer asks for it."""
    with transaction():
        row = reading.deviation(id, by, on, lock=True)
        require_own(by, row, on)
        based_on(row, version)
        row.state = after("withdraw", row.state)
        record(by, "exception.withdraw", row, [row], at=at)
        return row


def end(id: int, version: int, words: str, *, by: Actor, at: datetime, on: date) -> Deviation:
    """No longer needed or no longer allowed: it ends today. What has expired is settled so."""
    with transaction():
        row = reading.deviation(id, by, on, lock=True)
        if not by.may("approve exceptions"):
            require_own(by, row, on)
        based_on(row, version)
        if not words.strip():
            raise Invalid(N_("Write the reason."), field="words")
        row.state = after("end", row.state)
        row.ended_by, row.ended_on, row.ended_words = by.person, on, words.strip()  # type: ignore[assignment]
        record(by, "exception.end", row, [row], at=at, reason=row.ended_words)
        return row


def require_own(by: Actor, row: Deviation, on: date) -> None:
    if not reading.reads(by, row.unit_id, tree(on), "ask exceptions"):
        raise Forbidden(N_("Your role does not allow this."))
