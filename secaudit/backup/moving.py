"""From one database to another, SQLite or PostgreSQL: the same rows, the same journal, one root.

Whoever saves meanwhile waits; afterwards the old database takes no more changes, so that nothing is
written where nobody will look. Interrupted at any step, a second run finishes it.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from peewee import Database

from secaudit.backup.copying import KEPT, copy_rows, count_on
from secaudit.backup.making import Place, Say
from secaudit.database import database_at, db, is_postgres, locking, migrate, runner, using
from secaudit.disks import write_at_once
from secaudit.errors import N_, Refused
from secaudit.journal.models import JournalHead
from secaudit.journal.verification import Verdict, verify
from secaudit.schema import JOURNALED

SETTING = re.compile(r"^DATABASE_URL\s*=.*$", re.MULTILINE)
CLOSED = "moved_to_another_database"
ON_POSTGRES = f"""
CREATE OR REPLACE FUNCTION {CLOSED}() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'moved to another database'; END $$;
DROP TRIGGER IF EXISTS {CLOSED} ON journal_head;
CREATE TRIGGER {CLOSED} BEFORE UPDATE ON journal_head
  FOR EACH STATEMENT EXECUTE FUNCTION {CLOSED}()
"""
ON_SQLITE = f"""
CREATE TRIGGER IF NOT EXISTS {CLOSED} BEFORE UPDATE ON journal_head
  BEGIN SELECT RAISE(ABORT, 'moved to another database'); END
"""


@dataclass(frozen=True)
class Moved:
    size: int  # entries
    rows: int
    root: str  # here and there


def move(place: Place, to: str, say: Say) -> Moved:
    """Copy everything, compare the roots, close the old database, write the new address down."""
    if to == place.url:
        raise Refused(N_("The records are in that database already."))
    source, target = db.obj, database_at(to)
    try:
        with _alone(source):
            say("Checking the journal here …")
            before = _state(source)
            if _is_empty(target):
                say("Copying …")
                _copy(source, target, before)
            _refuse_difference(before, _state(target))
            _close(source)
    finally:
        target.close_all()
    point_to(place.folder / "config.toml", to)
    verdict, counts = before
    return Moved(verdict.size, sum(counts.values()), verdict.root)


State = tuple[Verdict, dict[str, int]]


@contextmanager
def _alone(source: Database) -> Iterator[None]:
    """Nobody else writes in this block."""
    with source.atomic():
        locking(JournalHead.select().where(JournalHead.id == 1)).first()
        yield


def _state(database: Database) -> State:
    with using(database):
        counts = {model._meta.table_name: model.select().count() for model in KEPT}
        return verify(JOURNALED), counts


def _is_empty(target: Database) -> bool:
    """Tables are made there; whatever else has entries is somebody's."""
    with using(target):
        if not runner().applied():
            migrate()
        return not JournalHead.select().where(JournalHead.size > 0).exists()


def _copy(source: Database, target: Database, before: State) -> None:
    """All of it or nothing."""
    with target.atomic():
        with using(target):
            JournalHead.delete().execute()
        copy_rows(source, target)
        with using(target):
            count_on()
        _refuse_difference(before, _state(target))


def _refuse_difference(here: State, there: State) -> None:
    def told(state: State) -> tuple:
        return state[0].size, state[0].root, len(state[0].faults), state[1]

    if told(here) != told(there):
        raise Refused(
            N_(
                "That database holds other records (%(there)s entries there, %(here)s here). "
                "Nothing was changed here. Name an empty one."
            ),
            here=here[0].size,
            there=there[0].size,
        )


def _close(source: Database) -> None:
    with using(source):
        db.execute_sql(ON_POSTGRES if is_postgres() else ON_SQLITE)


def point_to(config: Path, url: str) -> None:
    """The server's next start uses the other database; what else stands there stays."""
    config = config.resolve()
    before = config.read_text(encoding="utf-8")
    line = f'DATABASE_URL = "{url}"'
    after = SETTING.sub(lambda _: line, before) if SETTING.search(before) else f"{line}\n{before}"
    write_at_once(config, after.encode(), 0o600)
