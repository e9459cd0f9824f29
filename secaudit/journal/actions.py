"""Writing rows and the entry that tells of them, in one step of one transaction."""

import json
import secrets
from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby
from typing import Protocol

from peewee import ForeignKeyField, IntegrityError

from secaudit import __version__
from secaudit.database import Record, db, locking
from secaudit.errors import N_, Conflict
from secaudit.journal import canonical, derived, sent, tree
from secaudit.journal.models import JournalEntry, JournalHead, JournalPayload

CHUNK = 500  # rows in one INSERT: SQLite takes 32,766 values


class Author(Protocol):
    """Who a change is put down to: `person:87`, `command` or `system`, in which post, for whom."""

    @property
    def ref(self) -> str: ...
    @property
    def post(self) -> str: ...
    @property
    def acting_for(self) -> str: ...


CHANGED = N_("Somebody else changed this in the meantime. Nothing was overwritten.")


@contextmanager
def transaction():
    """What an action does, or nothing of it."""
    with db.atomic():
        yield


def name(row: Record) -> str:
    """How the journal calls a row: `sheet:12`."""
    return f"{row._meta.table_name}:{row.get_id()}"


def record(
    by: Author,
    act: str,
    obj: Record | str,
    rows: Sequence[Record] = (),
    *,
    at: datetime,
    reason: str = "",
    **details,
) -> int:
    """Write `rows` and one entry about `obj`; return the entry's number.

    New rows are inserted, loaded ones updated where still at the version they were read at;
    otherwise Conflict, and nothing is written. Call it last in an action, inside its transaction:
    the head is locked here, after all reading and checking, and every writer locks it before
    its rows, so two writers never wait for each other in a circle.
    """
    assert db.in_transaction(), "an action is one transaction"
    at = at.replace(microsecond=at.microsecond // 1000 * 1000)
    head = locking(JournalHead.select().where(JournalHead.id == 1)).get()
    previous = _write(rows, head.size)
    derived.follow(rows)
    about = obj if isinstance(obj, str) else name(obj)
    sent.note(about)
    body = _body(by, rows, reason, details)
    salt = secrets.token_bytes(32)
    entry = canonical.encode(
        {
            "v": 1,
            "log": head.origin,
            "seq": head.size,
            "ts": canonical.moment(at),
            "actor": by.ref,
            "act": act,
            "obj": about,
            "rows": [
                [row._meta.table_name, row.get_id(), row.version, before]
                for row, before in zip(rows, previous, strict=True)
            ],
            "commit": tree.commitment(salt, body).hex(),
            "app": __version__,
        }
    )
    _append(head, entry, salt, body, at)
    return head.size


def _append(head: JournalHead, entry: bytes, salt: bytes, body: bytes, at: datetime) -> None:
    said = json.loads(entry)
    leaf = tree.leaf(entry)
    JournalEntry.insert(
        id=head.size,
        leaf=leaf.hex(),
        bytes=entry.decode(),
        at=at,
        actor=said["actor"],
        act=said["act"],
        obj=said["obj"],
    ).execute()
    JournalPayload.insert(id=head.size, salt=salt, body=body.decode()).execute()
    frontier = tree.append(tree.unpack(head.frontier), head.size, leaf)
    JournalHead.update(size=head.size + 1, frontier=tree.pack(frontier)).where(
        JournalHead.id == 1
    ).execute()


def _body(by: Author, rows: Sequence[Record], reason: str, details: dict) -> bytes:
    body = {
        "rows": [content(row) for row in rows],
        "post": by.post,
        "acting_for": by.acting_for,
        "reason": reason,
        "details": canonical.plain(details),
    }
    return canonical.encode(body)


def content(row: Record) -> dict:
    """A row as it is put into a payload: every column but the number of the entry itself."""
    return {
        field.column_name: canonical.plain(row.__data__.get(field.name))
        for field in row._meta.sorted_fields
        if field.name != "entry"
    }


def _write(rows: Sequence[Record], number: int) -> list[int]:
    """Save every row as of entry `number`; return the entry that wrote each before (-1: new)."""
    previous = [row.entry if row.get_id() else -1 for row in rows]
    for (_model, new), some in groupby(rows, lambda row: (type(row), not row.get_id())):
        if new:
            _insert(list(some), number)
        else:
            for row in some:
                _update(row, number)
    return previous


def _insert(rows: list[Record], number: int) -> None:
    for row in rows:
        row.version, row.entry = 1, number
        _take_ids_of_new_parents(row)
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        model = type(chunk[0])
        try:
            made = model.insert_many([_columns(row) for row in chunk]).returning(model.id).tuples()
            for row, (id,) in zip(chunk, made.execute(), strict=True):
                row.id = id
                row._dirty.clear()
        except IntegrityError as error:
            raise Conflict(CHANGED) from error


def _columns(row: Record) -> dict:
    return {
        field.name: row.__data__.get(field.name)
        for field in row._meta.sorted_fields
        if field.name != "id"
    }


def _take_ids_of_new_parents(row: Record) -> None:
    for field in row._meta.sorted_fields:
        if isinstance(field, ForeignKeyField) and row.__data__.get(field.name) is None:
            parent = row.__rel__.get(field.name)
            if parent is not None:
                row.__data__[field.name] = parent.get_id()


def _update(row: Record, number: int) -> None:
    model, was = type(row), row.version
    row.version, row.entry = was + 1, number
    _take_ids_of_new_parents(row)
    changes = {field.name: row.__data__.get(field.name) for field in row.dirty_fields}
    changes |= {"version": row.version, "entry": number}
    changes.pop("id", None)
    done = model.update(**changes).where((model.id == row.id) & (model.version == was)).execute()
    if not done:
        raise Conflict(CHANGED)
    row._dirty.clear()


def based_on(row: Record, version: int, theirs: object = None, ours: object = None) -> None:
    """A save names the version it was made from; refuse it if that is no longer the newest.

    `theirs` and `ours`: the two texts, where there are any, to be compared by whoever came second.
    """
    if row.version != version:
        raise Conflict(CHANGED, theirs=theirs, ours=ours)


def begin(origin: str) -> None:
    """The first row of a journal, written once when the tables are made."""
    if not JournalHead.get_or_none(JournalHead.id == 1):
        JournalHead.insert(id=1, origin=origin, size=0, frontier="").execute()


def history(obj: str, limit: int = 500) -> Iterable[JournalEntry]:
    """The entries about one object, oldest first."""
    return (
        JournalEntry.select().where(JournalEntry.obj == obj).order_by(JournalEntry.id).limit(limit)
    )
