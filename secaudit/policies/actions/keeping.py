"""What goes on while a version holds: its controls, and the yearly look whether it still fits."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from secaudit.access.guard import Actor, require
from secaudit.errors import N_, Conflict, Invalid
from secaudit.journal.actions import CHANGED, based_on, record, transaction
from secaudit.policies import reading
from secaudit.policies.models import Policy


def link(
    id: int,
    seen: int,
    links: Mapping[str, list[str]],
    known: Collection[str],
    *,
    by: Actor,
    at: datetime,
) -> Policy:
    """Which controls each article is about. `known`: the ids of the catalogue."""
    require(by, "manage policies")
    for anchor, ids in links.items():
        if strange := [each for each in ids if each not in known]:
            raise Invalid(
                N_("There is no control %(id)s in this catalogue."), anchor, id=strange[0][:40]
            )
    with transaction():
        policy = reading.policy(id, lock=True)
        if policy.version != seen:
            theirs = {anchor: ", ".join(ids) for anchor, ids in policy.links.items()}
            ours = {anchor: ", ".join(ids) for anchor, ids in links.items()}
            raise Conflict(CHANGED, theirs=theirs, ours=ours)
        policy.links = {anchor: list(dict.fromkeys(ids)) for anchor, ids in links.items() if ids}
        record(by, "policy.link", policy, [policy], at=at)
    return policy


def record_review(
    id: int, seen: int, on: date, next_on: date, note: str, *, by: Actor, at: datetime, today: date
) -> Policy:
    """Somebody read it and found that it still fits; when the next look is due."""
    require(by, "manage policies")
    if on > today:
        raise Invalid(N_("The review lies in the future. Check the date."), field="on")
    if next_on <= on:
        raise Invalid(N_("The next review comes after this one."), field="next_on")
    with transaction():
        policy = reading.policy(id, lock=True)
        based_on(policy, seen)
        policy.reviewed_on, policy.review_on = on, next_on
        record(by, "policy.review", policy, [policy], at=at, reason=note.strip()[:1000])
    return policy
