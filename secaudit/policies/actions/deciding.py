"""From the draft to the version that holds: asked for, approved by somebody else, or sent back."""

from datetime import date, datetime

from secaudit.access.guard import Actor, require
from secaudit.decisions.actions import Paper, decision
from secaudit.errors import N_, Invalid, Refused
from secaudit.journal.actions import based_on, record, transaction
from secaudit.policies import reading
from secaudit.policies.actions.drafting import refuse_unless_draft
from secaudit.policies.checking import faults
from secaudit.policies.fingerprint import fingerprint
from secaudit.policies.kinds import State
from secaudit.policies.models import Policy, PolicyVersion

NOT_WAITING = N_("This version does not wait for approval.")
OWN_WORK = N_("Nobody approves what they wrote or asked for themselves.")
OTHER_TEXT = N_("The text is no longer the one that was shown. Read it again.")


def request_approval(
    id: int, seen: int, effective_on: date, review_on: date, *, by: Actor, at: datetime
) -> PolicyVersion:
    """Ask the approver for exactly this text, from that day on."""
    require(by, "manage policies")
    with transaction():
        version = reading.version(id, lock=True)
        based_on(version, seen)
        refuse_unless_draft(version)
        refuse_faulty(version)
        refuse_dates(version, effective_on, review_on)
        version.effective_on, version.review_on = effective_on, review_on
        version.state, version.returned = State.REQUESTED, ""
        version.requested_by = by.person  # type: ignore[assignment]
        version.requested_at = at
        version.hash = fingerprint(version)
        record(by, "policy.request", version.policy, [version], at=at, number=version.number)
    return version


def refuse_faulty(version: PolicyVersion) -> None:
    if found := faults(version.text):
        raise Refused(
            N_("The text has %(count)s places to put right. Open it for editing; they are listed."),
            count=len(found),
        )


def refuse_dates(version: PolicyVersion, effective_on: date, review_on: date) -> None:
    last = reading.newest_approved(version.policy)
    if last and last.effective_on and effective_on < last.effective_on:
        raise Invalid(
            N_("Version %(number)s holds from a later day. Choose a day after it begins."),
            field="effective_on",
            number=last.number,
        )
    if review_on <= effective_on:
        raise Invalid(N_("The review comes after the day it takes effect."), field="review_on")


def take_back(id: int, seen: int, *, by: Actor, at: datetime) -> PolicyVersion:
    """Write on before anybody has decided."""
    require(by, "manage policies")
    return _to_draft(id, seen, "policy.take_back", "", by=by, at=at)


def send_back(id: int, seen: int, reason: str, *, by: Actor, at: datetime) -> PolicyVersion:
    """Not approved: what has to be put right first."""
    require(by, "approve policies")
    if not reason.strip():
        raise Invalid(N_("Write the reason."), field="words")
    return _to_draft(id, seen, "policy.send_back", reason.strip(), by=by, at=at)


def _to_draft(id: int, seen: int, act: str, reason: str, *, by, at) -> PolicyVersion:
    with transaction():
        version = _waiting(id)
        based_on(version, seen)
        version.state, version.returned, version.hash = State.DRAFT, reason, ""
        record(by, act, version.policy, [version], at=at, reason=reason, number=version.number)
    return version


def approve(id: int, hash: str, *, by: Actor, at: datetime) -> PolicyVersion:
    """The text with that fingerprint holds from its effective date on."""
    require(by, "approve policies")
    with transaction():
        version = _waiting(id, hash)
        if by.person in (*version.authors, version.requested_by_id):
            raise Refused(OWN_WORK)
        version.approved_by = by.person  # type: ignore[assignment]
        rows = _approved(version, at)
        record(by, "policy.approve", version.policy, rows, at=at, number=version.number)
    return version


def approve_on_paper(
    id: int, hash: str, paper: Paper, *, by: Actor, at: datetime, on: date
) -> PolicyVersion:
    """The same, decided on paper and recorded by somebody who did not ask for it."""
    require(by, "record decisions")
    with transaction():
        version = _waiting(id, hash)
        policy: Policy = version.policy
        asked = version.requested_by_id
        row = decision(paper, "approve version", version, requester=asked, by=by, at=at, on=on)
        rows = [*_approved(version, at), row]
        record(by, "policy.approve", policy, rows, at=at, number=version.number)
    return version


def _waiting(id: int, hash: str | None = None) -> PolicyVersion:
    version = reading.version(id, lock=True)
    if version.state != State.REQUESTED:
        raise Refused(NOT_WAITING)
    if hash is not None and hash != version.hash:
        raise Refused(OTHER_TEXT)
    return version


def _approved(version: PolicyVersion, at: datetime) -> list:
    """The rows that change: the version, and the document's next review."""
    policy = version.policy
    version.state, version.approved_at = State.APPROVED, at
    policy.review_on = version.review_on
    return [version, policy]


def drop(id: int, seen: int, *, by: Actor, at: datetime) -> PolicyVersion:
    """A draft that nobody wants any more. It stays readable to those who write."""
    require(by, "manage policies")
    with transaction():
        version = reading.version(id, lock=True)
        based_on(version, seen)
        refuse_unless_draft(version)
        version.state = State.DROPPED
        record(by, "policy.drop", version.policy, [version], at=at, number=version.number)
    return version
