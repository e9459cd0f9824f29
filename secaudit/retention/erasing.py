"""What a list comes to, and letting it go: rows, payloads of the journal, files, and the bytes on the disk."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from peewee import OperationalError, PeeweeException

from secaudit.access.guard import Actor
from secaudit.database import Record, db, is_postgres
from secaudit.disks import is_busy
from secaudit.evidence import store
from secaudit.evidence.models import Evidence
from secaudit.evidence.reading import named_files
from secaudit.journal import erasing
from secaudit.journal.actions import name
from secaudit.retention import words
from secaudit.retention.models import Disposal
from secaudit.retention.reading import end_of_year
from secaudit.retention.rules import Class, Item
from secaudit.retention.stock import SIGN_INS


@dataclass
class Extent:
    """What goes with a list: rows with words, and of those which change; entries; contents of files."""

    rows: list[Record] = field(default_factory=list)
    changed: int = 0
    entries: list[int] = field(default_factory=list)
    files: set[str] = field(default_factory=set)


def extent(items: Iterable[Item]) -> Extent:
    """The words are gone from the rows in memory already; nothing is written."""
    found = Extent()
    entries: set[int] = set()
    for item in items:
        _collect(item, found)
        if item.cls == Class.SIGN_INS:
            entries |= set(erasing.of_acts(SIGN_INS, end_of_year(item.year)))
    if found.rows:
        entries |= set(erasing.about({name(row) for row in found.rows}))
    found.entries = erasing.payloads(entries)
    return found


def _collect(item: Item, found: Extent) -> None:
    for columns, row in words.rows_of(item.cls, item.year):
        if isinstance(row, Evidence) and row.file_hash:
            found.files.add(row.file_hash)
        found.changed += words.erase(columns, row)
        found.rows.append(row)


def let_go(row: Disposal, found: Extent, by: Actor, at, **why) -> None:
    """Part of the transaction: the rows without their words, and the payloads away."""
    erasing.erase(by, row, [row, *found.rows], found.entries, at=at, **why)


def clear_up(files: Iterable[str]) -> None:
    """Nothing of what was let go is left on the disk. Where it takes nothing just now, or somebody is
    reading, the night does the rest: the list has been carried out."""
    with suppress(OSError, PeeweeException):
        remove_files(files)
        scrub()


def scrub_after(since: datetime) -> None:
    """Again, where a list was carried out since then: by a process that was killed, on a full disk."""
    if Disposal.select().where(Disposal.carried_out_at > since).exists():
        scrub()


def remove_files(hashes: Iterable[str]) -> int:
    """After the transaction: contents that no row names any more. What another row names stays."""
    gone = 0
    for digest in set(hashes) - set(named_files()):
        path = store.path_of(digest)
        if path.exists():
            path.unlink()
            gone += 1
    return gone


def scrub() -> bool:
    """Nothing of what was deleted is left in the database's own files; False: try again later.

    SQLite overwrites what is deleted with zeros (secure_delete); the old pages in the write-ahead log go
    with it as soon as nobody reads any more. PostgreSQL keeps old rows until its tables are written anew.
    """
    if is_postgres():
        db.execute_sql("VACUUM FULL")
        return True
    try:
        db.execute_sql("VACUUM")
        busy, _log, _done = db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except OperationalError as error:
        if is_busy(error):
            return False
        raise
    return not busy
