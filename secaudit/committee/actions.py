"""Freezing figures, writing drafts, settling the paper. Each: guard, change, one entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from secaudit import __version__
from secaudit.access.guard import Actor, require
from secaudit.committee import reading, wording
from secaudit.committee.kinds import Audience, Form, State
from secaudit.committee.models import (
    CommitteeDraft,
    CommitteeFile,
    CommitteePaper,
    CommitteeSnapshot,
)
from secaudit.committee.snapshot import Snapshot, as_bytes, hash_of
from secaudit.committee.wording import Wording
from secaudit.decisions.actions import Paper, decision
from secaudit.errors import N_, Conflict, Refused
from secaudit.journal.actions import CHANGED, based_on, record, transaction
from secaudit.selfcheck.models import Period

IS_SETTLED = N_("This paper is settled. Freeze figures anew for another one.")
MORE_THAN_A_PAGE = N_(
    "The summary is more than one page. Make it shorter; the page says by how much."
)


@dataclass(frozen=True)
class Document:
    """A document that lies in the store already."""

    audience: Audience
    form: Form
    language: str
    hash: str
    size: int


def freeze(of: Period, figures: Snapshot, *, by: Actor, at: datetime) -> CommitteePaper:
    """These figures stay as they are, and a first draft over them begins."""
    with transaction():
        require(by, reading.PREPARE)
        row = _snapshot(of, figures, by)
        paper = CommitteePaper(snapshot=row, meeting_on=figures.meeting_on, begun_by=by.person)
        first = _draft(paper, 1, wording.first(figures), [], by, at)
        new = [] if row.get_id() else [row]
        record(by, "committee.freeze", paper, [*new, paper, first], at=at, hash=row.hash)
        return paper


def _snapshot(of: Period, figures: Snapshot, by: Actor) -> CommitteeSnapshot:
    """The figures of an earlier day, frozen once more, are the same figures."""
    content = as_bytes(figures)
    position = figures.summary.position
    return reading.snapshot(hash_of(content)) or CommitteeSnapshot(
        period=of,
        hash=hash_of(content),
        content=content.decode(),
        at=figures.summary.at,
        entries=position.size if position else 0,
        product=__version__,
        taken_by=by.person,
    )


def _draft(
    paper: CommitteePaper, number: int, words: Wording, authors: list[int], by: Actor, at: datetime
) -> CommitteeDraft:
    row = CommitteeDraft(paper=paper, number=number, authors=authors)
    _write(row, words, by, at)
    return row


def _write(row: CommitteeDraft, words: Wording, by: Actor, at: datetime) -> None:
    row.wording = wording.as_text(words)
    row.hash = wording.hash_of(row.wording)
    row.written_by, row.written_at = by.person, at  # type: ignore[assignment]
    if by.person is not None and by.person not in row.authors:
        row.authors = [*row.authors, by.person]


def write(id: int, version: int, words: Wording, *, by: Actor, at: datetime) -> CommitteeDraft:
    """The words of the draft. Conflict with both texts where somebody else wrote in between."""
    with transaction():
        require(by, reading.PREPARE)
        paper = _open(by, id)
        row = reading.draft(paper)
        if row.version != version:
            raise Conflict(CHANGED, theirs=row.wording, ours=wording.as_text(words))
        _write(row, words, by, at)
        record(by, "committee.write", paper, [row], at=at, draft=row.number)
        return row


def _open(by: Actor, id: int) -> CommitteePaper:
    paper = reading.paper(by, id, lock=True)
    if paper.state != State.DRAFT:
        raise Refused(IS_SETTLED)
    return paper


def next_draft(id: int, version: int, *, by: Actor, at: datetime) -> CommitteeDraft:
    """What was written so far stays as a draft of its own; a further one begins with its words."""
    with transaction():
        require(by, reading.PREPARE)
        paper = _open(by, id)
        row = reading.draft(paper)
        based_on(row, version)
        row.closed, paper.number = True, row.number + 1
        further = _draft(paper, paper.number, reading.words(row), list(row.authors), by, at)
        record(by, "committee.draft", paper, [row, paper, further], at=at, draft=paper.number)
        return further


def settle(
    id: int, version: int, documents: Sequence[Document], *, by: Actor, at: datetime
) -> CommitteePaper:
    """By somebody who wrote nothing of it. From now on its documents are these bytes."""
    with transaction():
        require(by, reading.SETTLE)
        paper, row = _to_settle(by, id, version)
        refuse_author(by, row)
        _settled(paper, row, by, at)
        record(by, "committee.settle", paper, [paper, row, *_files(paper, documents)], at=at)
        return paper


def settle_on_paper(
    id: int,
    version: int,
    documents: Sequence[Document],
    on_paper: Paper,
    *,
    by: Actor,
    at: datetime,
    on: date,
) -> CommitteePaper:
    """The same, decided outside the product. Who records it is not who wrote the draft last."""
    with transaction():
        paper, row = _to_settle(by, id, version)
        kept = decision(on_paper, "settle", paper, requester=row.written_by_id, by=by, at=at, on=on)
        _settled(paper, row, by, at)
        rows = [paper, row, kept, *_files(paper, documents)]
        record(by, "committee.settle", paper, rows, at=at, on_paper=True)
        return paper


def _to_settle(by: Actor, id: int, version: int) -> tuple[CommitteePaper, CommitteeDraft]:
    paper = _open(by, id)
    row = reading.draft(paper)
    based_on(row, version)
    return paper, row


def refuse_author(by: Actor, row: CommitteeDraft) -> None:
    if by.person in row.authors:
        raise Refused(N_("Whoever wrote in this paper cannot settle it. Somebody else has to."))


def _settled(paper: CommitteePaper, row: CommitteeDraft, by: Actor, at: datetime) -> None:
    row.closed = True
    paper.state, paper.settled_at = State.FINAL, at
    paper.settled_by = by.person  # type: ignore[assignment]


def _files(paper: CommitteePaper, documents: Sequence[Document]) -> list[CommitteeFile]:
    return [
        CommitteeFile(
            paper=paper, audience=each.audience, form=each.form, language=each.language,
            hash=each.hash, size=each.size,
        )
        for each in documents
    ]  # fmt: skip


def note_export(
    of: CommitteePaper, form: Form, audience: Audience, *, by: Actor, at: datetime
) -> None:
    """Who took what out of the product is an entry of the journal."""
    with transaction():
        record(by, "export.committee", of, at=at, form=form.value, audience=audience.value)
