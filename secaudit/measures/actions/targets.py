"""Targets are proposed by the secretariat and decided by somebody else, here or on paper."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from secaudit.access.guard import Actor, require
from secaudit.decisions.actions import Paper, decision
from secaudit.errors import N_, Forbidden, Refused
from secaudit.journal.actions import based_on, record, transaction
from secaudit.measures import reading
from secaudit.measures.kinds import State, decided
from secaudit.measures.models import TargetSet
from secaudit.measures.rules import checked_rates, needed

OWN = N_("Nobody approves the targets they have proposed.")


def propose(
    year: int,
    rates: Mapping[str, int | None],
    chapters: Collection[str],
    reason: str = "",
    *,
    by: Actor,
    at: datetime,
) -> TargetSet:
    """The year's targets, or another version of approved ones, then with the reason."""
    require(by, "set targets")
    with transaction():
        before = reading.versions(year)
        if any(each.state == State.PROPOSED for each in before):
            raise Refused(N_("A version waits for approval already. Change that one."))
        if any(each.state == State.APPROVED for each in before):
            reason = needed(reason, "reason")
        row = TargetSet(
            fiscal_year=year,
            number=len(before) + 1,
            rates=checked_rates(rates, chapters),
            reason=reason.strip(),
            proposed_by=by.person,
            proposed_at=at,
        )
        record(by, "targets.propose", row, [row], at=at, reason=row.reason)
        return row


def change(
    id: int,
    version: int,
    rates: Mapping[str, int | None],
    chapters: Collection[str],
    reason: str = "",
    *,
    by: Actor,
    at: datetime,
) -> TargetSet:
    """What waits for approval is put right; whoever does so has proposed it."""
    require(by, "set targets")
    with transaction():
        row = reading.target_set(id, lock=True)
        wanted = checked_rates(rates, {*chapters, *row.rates})
        based_on(row, version, theirs=row.rates, ours=wanted)
        row.state = decided(row.state, State.PROPOSED)
        row.rates = wanted
        row.reason = needed(reason, "reason") if row.reason else reason.strip()
        row.proposed_by, row.proposed_at = by.person, at  # type: ignore[assignment]
        record(by, "targets.change", row, [row], at=at, reason=row.reason)
        return row


def approve(
    id: int, version: int, words: str = "", *, by: Actor, at: datetime, on: date
) -> TargetSet:
    """From now on they hold; nothing changes them but another version."""
    return _decide("targets.approve", State.APPROVED, id, version, words.strip(), by, at, on)


def refuse(id: int, version: int, words: str, *, by: Actor, at: datetime, on: date) -> TargetSet:
    """They do not hold; the reason stays on record."""
    words = needed(words, "words")
    return _decide("targets.refuse", State.REFUSED, id, version, words, by, at, on)


def _decide(act: str, then: State, id, version, words, by: Actor, at, on) -> TargetSet:
    require(by, "approve targets")
    with transaction():
        row = reading.target_set(id, lock=True)
        based_on(row, version)
        if by.person == row.proposed_by_id:
            raise Forbidden(OWN)
        row.state = decided(row.state, then)
        row.words, row.decided_by, row.decided_on = words, by.person, on  # type: ignore[assignment]
        row.decided_post = by.post[:60]
        record(by, act, row, [row], at=at, reason=words)
        return row


def approve_on_paper(
    id: int, version: int, paper: Paper, *, by: Actor, at: datetime, on: date
) -> TargetSet:
    """Approved outside the product; recorded by somebody who did not propose them."""
    require(by, "record decisions")
    with transaction():
        row = reading.target_set(id, lock=True)
        based_on(row, version)
        row.state = decided(row.state, State.APPROVED)
        row.decided_on, row.decided_post = paper.decided_on, paper.post[:60]
        asked = row.proposed_by_id
        written = decision(paper, "approve targets", row, requester=asked, by=by, at=at, on=on)
        record(by, "targets.approve", row, [row, written], at=at)
        return row
