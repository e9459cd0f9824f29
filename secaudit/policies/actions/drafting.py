"""A new document, what is known about it, and the text of its next version."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from secaudit.access.guard import Actor, require
from secaudit.errors import N_, Conflict, Invalid, Refused
from secaudit.journal.actions import CHANGED, record, transaction
from secaudit.organisation.texts import line
from secaudit.policies import reading
from secaudit.policies.checking import LONGEST, TOO_LONG, tidy
from secaudit.policies.kinds import Kind, Publication, State
from secaudit.policies.models import Policy, PolicyVersion

LONGEST_NOTE = 2000


@dataclass(frozen=True)
class Facts:
    """What is known about a document beside its text."""

    kind: Kind
    title: str
    publication: Publication
    number: str = ""
    title_en: str = ""
    published_on: date | None = None
    published_where: str = ""

    def checked(self) -> dict:
        if self.published_on and self.publication != Publication.PUBLIC:
            raise Invalid(
                N_("Only a published document has a date of publication."), "published_on"
            )
        return {
            **{each.name: getattr(self, each.name) for each in fields(self)},
            "title": line(self.title, "title", 120, needed=True),
            "title_en": line(self.title_en, "title_en", 160),
            "number": line(self.number, "number", 60),
            "published_where": line(self.published_where, "published_where", 200),
        }


def found_policy(facts: Facts, text: str = "", *, by: Actor, at: datetime) -> Policy:
    """A new document with the draft of its first version."""
    require(by, "manage policies")
    policy = Policy(**facts.checked())
    version = PolicyVersion(policy=policy, number=1, text=checked_text(text), authors=_authors(by))
    with transaction():
        record(by, "policy.create", "policy", [policy, version], at=at, title=policy.title)
    return policy


def change_facts(id: int, seen: int, facts: Facts, *, by: Actor, at: datetime) -> Policy:
    """Title, number, publication. What holds does not change by it."""
    require(by, "manage policies")
    values = facts.checked()
    with transaction():
        policy = reading.policy(id, lock=True)
        if policy.version != seen:
            raise Conflict(CHANGED, theirs={"title": policy.title}, ours={"title": facts.title})
        for name, value in values.items():
            setattr(policy, name, value)
        record(by, "policy.change", policy, [policy], at=at)
    return policy


def save_draft(
    id: int, seen: int, text: str, note: str = "", *, by: Actor, at: datetime
) -> PolicyVersion:
    """The text of the next version. `seen`: the draft's version that was read; 0: there was none.

    Conflict with both texts where somebody else wrote in between.
    """
    require(by, "manage policies")
    text, note = checked_text(text), tidy(note).strip()[:LONGEST_NOTE]
    with transaction():
        policy = reading.policy(id, lock=True)
        draft = reading.being_made(policy)
        if (draft.version if draft else 0) != seen:
            raise Conflict(CHANGED, theirs=draft.text if draft else "", ours=text)
        draft = draft or _next(policy)
        refuse_unless_draft(draft)
        draft.text, draft.note, draft.authors = text, note, _authors(by, draft)
        record(by, "policy.write", policy, [draft], at=at, number=draft.number)
    return draft


def _next(policy: Policy) -> PolicyVersion:
    number = max((each.number for each in reading.versions(policy)), default=0) + 1
    return PolicyVersion(policy=policy.id, number=number, state=State.DRAFT)


def _authors(by: Actor, draft: PolicyVersion | None = None) -> list[int]:
    before = list(draft.authors) if draft else []
    return before if by.person is None or by.person in before else [*before, by.person]


def checked_text(text: str) -> str:
    tidied = tidy(text)
    if len(tidied) > LONGEST:
        raise Invalid(TOO_LONG[0], field="text", limit=LONGEST)
    return tidied


def refuse_unless_draft(version: PolicyVersion) -> None:
    if version.state == State.REQUESTED:
        raise Refused(N_("It waits for approval. Take it back before you change it."))
    if version.state != State.DRAFT:
        raise Refused(N_("A version that was approved never changes. Write the next one."))
