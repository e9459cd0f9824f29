"""Named queries: documents, their versions, what holds, what is due, which clause asks for what."""

from dataclasses import dataclass
from datetime import date

from secaudit.access.guard import Actor
from secaudit.database import locking
from secaudit.errors import Missing
from secaudit.policies.articles import Article, headed
from secaudit.policies.kinds import BEING_MADE, Kind, State
from secaudit.policies.models import Policy, PolicyVersion


def policies() -> list[Policy]:
    """All documents, from the basic policy inwards."""
    order = list(Kind)
    return sorted(Policy.select(), key=lambda each: (order.index(each.kind), each.id))


def policy(id: int, lock: bool = False) -> Policy:
    query = Policy.select().where(Policy.id == id)
    row = (locking(query) if lock else query).first()
    if row is None:
        raise Missing()
    return row


def versions(of: Policy) -> list[PolicyVersion]:
    """All, oldest first."""
    return list(
        PolicyVersion.select().where(PolicyVersion.policy == of.id).order_by(PolicyVersion.number)
    )


def version(id: int, lock: bool = False) -> PolicyVersion:
    """With its document."""
    query = PolicyVersion.select(PolicyVersion, Policy).join(Policy).where(PolicyVersion.id == id)
    row = (locking(query, of=PolicyVersion) if lock else query).first()
    if row is None:
        raise Missing()
    return row


def version_for(actor: Actor, id: int) -> PolicyVersion:
    """Approved ones are for everybody; what is being made, for who writes or decides."""
    row = version(id)
    if row.state != State.APPROVED and not sees_drafts(actor):
        raise Missing()
    return row


def sees_drafts(actor: Actor) -> bool:
    deeds = ("manage policies", "approve policies", "record decisions")
    return any(actor.may(deed) for deed in deeds)


def being_made(of: Policy) -> PolicyVersion | None:
    """The draft, or what waits for approval. There is one at most."""
    found = [each for each in versions(of) if each.state in BEING_MADE]
    return found[-1] if found else None


def in_force(of: Policy, on: date) -> PolicyVersion | None:
    """The newest approved version that has taken effect by that day."""
    approved = [each for each in versions(of) if each.state == State.APPROVED]
    begun = [each for each in approved if each.effective_on and each.effective_on <= on]
    return max(begun, key=lambda each: (each.effective_on, each.number), default=None)


def newest_approved(of: Policy) -> PolicyVersion | None:
    """Also one that takes effect later."""
    approved = [each for each in versions(of) if each.state == State.APPROVED]
    return max(approved, key=lambda each: each.number, default=None)


def before(of: PolicyVersion) -> PolicyVersion | None:
    """The approved version that this one replaces."""
    rows = PolicyVersion.select().where(
        (PolicyVersion.policy == of.policy_id)
        & (PolicyVersion.number < of.number)
        & (PolicyVersion.state == State.APPROVED)
    )
    return rows.order_by(PolicyVersion.number.desc()).first()


# --- where people look ----------------------------------------------------------------------


@dataclass(frozen=True)
class Overdue:
    policy: Policy
    days: int


def overdue_reviews(on: date) -> list[Overdue]:
    """Documents whose review date has passed, the longest waiting first."""
    late = Policy.select().where(Policy.review_on < on).order_by(Policy.review_on, Policy.id)
    return [Overdue(each, (on - each.review_on).days) for each in late if each.review_on]


def waiting_for_approval() -> list[PolicyVersion]:
    """What an approver has to decide, oldest request first."""
    rows = PolicyVersion.select(PolicyVersion, Policy).join(Policy)
    waiting = rows.where(PolicyVersion.state == State.REQUESTED)
    return list(waiting.order_by(PolicyVersion.requested_at))


@dataclass(frozen=True)
class Clause:
    """An article of what holds that is about a control."""

    policy: Policy
    version: PolicyVersion
    article: Article


def clauses_about(control: str, on: date) -> list[Clause]:
    """The clauses of the city's rules that a control comes from, in the documents' order."""
    found = []
    for each in policies():
        anchors = [anchor for anchor, ids in each.links.items() if control in ids]
        held = in_force(each, on) if anchors else None
        if held:
            articles = (article for article in headed(held.text) if article.anchor in anchors)
            found += [Clause(each, held, article) for article in articles]
    return found
