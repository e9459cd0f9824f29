"""A backup's database, unpacked beside and brought up to date, never the one that serves."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playhouse.pool import PooledDatabase

from secaudit.backup import archive
from secaudit.backup.archive import DATABASE, BadBackup, Manifest
from secaudit.database import database_at, db, migrate, runner, using
from secaudit.errors import N_
from secaudit.journal.verification import Verdict, verify
from secaudit.schema import JOURNALED


@contextmanager
def opened(file: Path, work: Path) -> Iterator[tuple[Manifest, PooledDatabase]]:
    """A backup's manifest, and its database with the tables of this version."""
    manifest = archive.read_manifest(file)
    plain = work / "read.db"
    archive.extract(file, manifest, DATABASE, plain)
    with opened_copy(plain, work / "migrated.db") as (_schema, copy):
        yield manifest, copy


@contextmanager
def opened_copy(plain: Path, scratch: Path) -> Iterator[tuple[list[str], PooledDatabase]]:
    """The migrations that a SQLite file had, and a copy of it that is brought up to date."""
    shutil.copyfile(plain, scratch)
    copy = database_at(f"sqlite:///{scratch}")
    try:
        with using(copy):
            schema = sorted(runner().applied())
            migrate()
        yield schema, copy
    finally:
        copy.close_all()
        scratch.unlink()


def examine(copy: PooledDatabase) -> Verdict:
    """Whether the file is sound, and what is to be said about the journal in it."""
    with using(copy):
        (said,) = db.execute_sql("PRAGMA integrity_check").fetchone()
        if said != "ok":
            raise BadBackup(N_("The database in the backup is damaged: %(text)s"), text=said)
        return verify(JOURNALED)
