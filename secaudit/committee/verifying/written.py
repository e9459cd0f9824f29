"""The draft that a stamp names: also one that has been written anew since, out of the journal."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from secaudit.committee.kinds import State
from secaudit.committee.models import CommitteeDraft, CommitteePaper, CommitteeSnapshot
from secaudit.committee.stamp import Stamp
from secaudit.journal.models import JournalEntry, JournalPayload

WROTE = ("committee.freeze", "committee.write", "committee.draft")


@dataclass(frozen=True)
class Written:
    """Words as a draft once had them."""

    wording: str
    snapshot: str  # hash of the figures of its paper
    number: int
    settled: bool  # the paper, with this draft

    def is_of(self, stamp: Stamp) -> bool:
        """These figures and words were one draft, and what calls itself settled was settled."""
        here = (self.snapshot, self.number) == (stamp.snapshot, stamp.number)
        return here and (stamp.state != "final" or self.settled)


def written(words: str) -> list[Written]:
    """Every draft that ever had the words of that hash. Nothing where they were lawfully erased."""
    rows = [*_now(words), *_before(words)]
    papers = {
        row.id: row
        for row in CommitteePaper.select(CommitteePaper, CommitteeSnapshot.hash)
        .join(CommitteeSnapshot)
        .where(CommitteePaper.id.in_([row["paper_id"] for row in rows]))
    }
    return [_written(row, papers[row["paper_id"]], words) for row in rows]


def _now(words: str) -> list[dict[str, Any]]:
    columns = (
        CommitteeDraft.paper.alias("paper_id"),
        CommitteeDraft.number,
        CommitteeDraft.wording,
    )
    rows: Any = CommitteeDraft.select(*columns).where(CommitteeDraft.hash == words).dicts()
    return list(rows)


def _before(words: str) -> Iterator[dict[str, Any]]:
    bodies: Any = (
        JournalPayload.select(JournalPayload.body)
        .join(JournalEntry, on=(JournalEntry.id == JournalPayload.id))
        .where(JournalEntry.act.in_(WROTE) & JournalPayload.body.contains(words))
        .order_by(JournalEntry.id)
        .tuples()
    )
    for (body,) in bodies:
        yield from (row for row in json.loads(body)["rows"] if row.get("hash") == words)


def _written(row: dict[str, Any], paper: CommitteePaper, words: str) -> Written:
    """A settled paper stays with its last draft, whose words are those of its row."""
    last = CommitteeDraft.get((CommitteeDraft.paper == paper) & (CommitteeDraft.number == paper.number))  # fmt: skip
    settled = paper.state == State.FINAL and (last.number, last.hash) == (row["number"], words)
    return Written(row["wording"], paper.snapshot.hash, row["number"], settled)
