"""Named queries about papers for the committee."""

from datetime import date, datetime
from functools import lru_cache

from peewee import JOIN

from secaudit.access.guard import Actor, require
from secaudit.access.matrix import MAY
from secaudit.committee import wording
from secaudit.committee.kinds import State
from secaudit.committee.models import (
    CommitteeDraft,
    CommitteeFile,
    CommitteePaper,
    CommitteeSnapshot,
)
from secaudit.committee.snapshot import Snapshot, from_bytes, hash_of
from secaudit.committee.wording import Wording
from secaudit.database import Record, locking
from secaudit.errors import N_, Missing, Problem
from secaudit.evidence.reading import named_elsewhere
from secaudit.journal.actions import history, name
from secaudit.people.reading import holders
from secaudit.selfcheck.models import Period


class AlteredHere(Problem):
    """What is kept is not what was frozen."""

    status = 500


ALTERED = N_(
    "The figures of this paper are no longer those that were frozen. Tell the administrator;"
    " secaudit journal verify says what was altered."
)
READ = "read committee papers"
PREPARE = "prepare committee papers"
SETTLE = "settle committee papers"


def _papers():
    about = (
        CommitteeSnapshot.id,
        CommitteeSnapshot.hash,
        CommitteeSnapshot.at,
        CommitteeSnapshot.product,
    )
    joined = CommitteePaper.select(CommitteePaper, *about, CommitteeSnapshot.entries, Period)
    return joined.join(CommitteeSnapshot).join(Period)


def papers(actor: Actor) -> list[CommitteePaper]:
    """The newest first. Drafts are for those who prepare and settle them."""
    require(actor, READ)
    found = _papers().order_by(CommitteePaper.id.desc())
    return list(found if sees_drafts(actor) else found.where(CommitteePaper.state == State.FINAL))


def papers_of(actor: Actor, meeting_on: date) -> list[CommitteePaper]:
    """Those for the meeting of that day, as far as this reader may see them."""
    return [each for each in papers(actor) if each.meeting_on == meeting_on]


def sees_drafts(actor: Actor) -> bool:
    return actor.may(PREPARE) or actor.may(SETTLE)


def readers_of_settled(on: date) -> set[int]:
    """Who reads a paper once it is settled, and did not before."""
    roles = MAY[READ].keys() - MAY[PREPARE].keys() - MAY[SETTLE].keys()
    return {person.id for role in roles for person in holders(role, on)}


def paper(actor: Actor, id: int, lock: bool = False) -> CommitteePaper:
    """One paper as this reader may see it; Missing where not."""
    require(actor, READ)
    query = _papers().where(CommitteePaper.id == id)
    found = (locking(query, CommitteePaper) if lock else query).first()
    if found is None or not (found.state == State.FINAL or sees_drafts(actor)):
        raise Missing()
    return found


def drafts(of: CommitteePaper) -> list[CommitteeDraft]:
    rows = CommitteeDraft.select().where(CommitteeDraft.paper == of)
    return list(rows.order_by(CommitteeDraft.number))


def draft(of: CommitteePaper, number: int | None = None) -> CommitteeDraft:
    """The draft with that number, else the one that is being written or was settled."""
    wanted = of.number if number is None else number
    found = CommitteeDraft.get_or_none(
        (CommitteeDraft.paper == of) & (CommitteeDraft.number == wanted)
    )
    if found is None:
        raise Missing()
    return found


def words(of: CommitteeDraft) -> Wording:
    return wording.from_text(of.wording)


def files(of: CommitteePaper) -> list[CommitteeFile]:
    rows = CommitteeFile.select().where(CommitteeFile.paper == of)
    return list(rows.order_by(CommitteeFile.id))


def snapshot(hash: str) -> CommitteeSnapshot | None:
    """What was frozen under that hash, if anything was."""
    return CommitteeSnapshot.get_or_none(CommitteeSnapshot.hash == hash)


def frozen_at(of: CommitteePaper) -> datetime | None:
    """When the figures were frozen; they can be those of an earlier day."""
    entries = history(name(of), limit=1)
    return next((each.at for each in entries), None)


def figures(hash: str) -> Snapshot:
    """What was frozen under that hash; Missing where nothing was."""
    return _figures(hash)


@lru_cache(maxsize=8)
def _figures(hash: str) -> Snapshot:
    """A snapshot never changes: what its hash names is read once."""
    found = snapshot(hash)
    if found is None:
        raise Missing()
    content = found.content.encode()
    if hash_of(content) != hash:
        raise AlteredHere(ALTERED)
    return from_bytes(content)


def settled(hash: str) -> CommitteeFile | None:
    """The settled document with exactly these bytes."""
    query = CommitteeFile.select(CommitteeFile, CommitteePaper)
    return query.join(CommitteePaper, JOIN.INNER).where(CommitteeFile.hash == hash).first()


def named() -> dict[str, Record]:
    """The settled documents by their content: the store keeps them as long as there are rows."""
    return {row.hash: row for row in CommitteeFile.select()}


named_elsewhere.append(named)
