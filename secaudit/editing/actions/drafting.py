"""Drafts of single controls, kept in the database until they are published together."""

from datetime import datetime
from hashlib import sha256

from secaudit.access.guard import Actor, require
from secaudit.catalogue.local.writing import as_yaml
from secaudit.editing import reading
from secaudit.editing.files import Entry
from secaudit.editing.models import ControlDraft
from secaudit.errors import N_, Conflict, Refused
from secaudit.journal.actions import CHANGED, based_on, record, transaction

BEING_DECIDED = N_("A new edition is being decided about. Until then nothing can be changed.")


def save_draft(
    control: str,
    chapter: str,
    entry: Entry,
    *,
    own: bool,
    seen: int,
    published: Entry,
    by: Actor,
    at: datetime,
) -> ControlDraft:
    """Keep what somebody wrote. `seen`: the draft's version that was read; 0: there was none.

    Conflict with both texts where somebody else wrote in between. `published`: the entry that is
    in force now.
    """
    require(by, "edit catalogue")
    with transaction():
        refuse_while_decided()
        row = reading.draft_of(control)
        if (row.version if row else 0) != seen:
            theirs = text_of(row.entry_tree) if row else ""
            raise Conflict(CHANGED, theirs=theirs, ours=text_of(entry))
        if row is None or not row.open:
            row = row or ControlDraft(control=control, chapter=chapter, own=own)
            row.base, row.authors, row.open = mark_of(published), [], True
        row.entry_tree = entry
        row.authors = with_author(row.authors, by)
        record(by, "catalogue.write", f"control:{control}", [row], at=at, control=control)
    return row


def drop_draft(id: int, seen: int, *, by: Actor, at: datetime) -> ControlDraft:
    """What is in force stays in force."""
    require(by, "edit catalogue")
    with transaction():
        refuse_while_decided()
        row = reading.draft(id)
        based_on(row, seen)
        row.open = False
        obj = f"control:{row.control}"
        record(by, "catalogue.drop_draft", obj, [row], at=at, control=row.control)
    return row


def refuse_while_decided() -> None:
    if reading.on_the_way():
        raise Refused(BEING_DECIDED)


def with_author(authors: list[int], by: Actor) -> list[int]:
    return authors if by.person is None or by.person in authors else [*authors, by.person]


def text_of(entry: Entry) -> str:
    """As it would stand in the file; what a person compares."""
    return as_yaml(entry) if entry else ""


def mark_of(entry: Entry) -> str:
    """Changes with what the entry says."""
    return sha256(text_of(entry).encode()).hexdigest() if entry else ""
