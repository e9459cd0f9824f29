"""The database, what every table has in common, and its migrations.

Nothing here knows about Flask. SQLite commits are durable (synchronous=FULL): an answer that was
acknowledged survives a power cut.
"""

from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlparse

from peewee import (
    AutoField,
    CharField,
    Database,
    DatabaseProxy,
    DateTimeField,
    IntegerField,
    PostgresqlDatabase,
)
from peewee import Model as PeeweeModel
from playhouse.migrations import Runner, template
from playhouse.pool import PooledDatabase, PooledSqliteDatabase
from playhouse.schema_diff import diff_models

from secaudit.disks import causes, of_sqlite
from secaudit.errors import N_, Problem, Refused

db = DatabaseProxy()

PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",
    "foreign_keys": 1,
    "busy_timeout": 10_000,
    "secure_delete": 1,
    "trusted_schema": 0,
    "cache_size": -20_000,
}
MIGRATIONS = Path(__file__).parent / "migrations"
MOUNTS = Path("/proc/mounts")
UNAVAILABLE = N_("The database cannot be used: %(text)s")


class WrongSchema(Problem):
    """The tables are older or newer than this version of the product."""

    status = 503


class Model(PeeweeModel):
    id = AutoField()

    if TYPE_CHECKING:  # `unit_id` beside each foreign key `unit`: peewee's stubs cannot know it

        def __getattr__(self, name: str) -> Any: ...

    class Meta:
        database = db
        legacy_table_names = False


class Record(Model):
    """A row whose every change is an entry of the journal. Written only by `journal.record`."""

    version = IntegerField(default=0)  # 1, 2, 3 …; a save names the version it was based on
    entry = IntegerField(default=-1)  # number of the journal entry that wrote this version


class EnumField(CharField):
    """A column that holds one member of an enumeration, by its value."""

    def __init__(self, enum: type[StrEnum], **options):
        self.enum = enum
        options.setdefault("max_length", 40)
        super().__init__(**options)

    def db_value(self, value):
        return None if value is None else self.enum(value).value

    def python_value(self, value):
        return None if value is None else self.enum(value)


class MomentField(DateTimeField):
    """An instant, as naive UTC to the millisecond."""

    def db_value(self, value):
        if isinstance(value, datetime):
            value = value.replace(microsecond=value.microsecond // 1000 * 1000)
        return super().db_value(value)


# SQLite's locks and shared memory do not hold there.
NETWORK_DISKS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "9p", "davfs", "fuse.sshfs"}


class WrongDisk(Problem):
    """The data folder lies where records could be lost."""


def open_database(url: str) -> PooledDatabase:
    """From now on the tables are those of that database."""
    if url.startswith("sqlite") and MOUNTS.exists():
        refuse_network_disk(Path(url.removeprefix("sqlite:///")).parent, MOUNTS.read_text())
    if db.obj is not None:
        db.obj.close_all()
    database = database_at(url)
    db.initialize(database)
    return database


def refuse_network_disk(folder: Path, mounts: str) -> None:
    """`mounts` says what lies where, as /proc/mounts does: device, folder, type …"""
    lines = [line.split(" ")[1:3] for line in mounts.splitlines()]
    places = {
        where.replace("\\040", " "): type for where, type in lines
    }  # the last one hides others
    resolved = folder.resolve()
    here = next((str(each) for each in (resolved, *resolved.parents) if str(each) in places), "/")
    if places.get(here) in NETWORK_DISKS:
        raise WrongDisk(
            N_(
                "%(folder)s lies on a network disk (%(type)s), where SQLite can lose records. "
                "Use a disk of this machine, or PostgreSQL."
            ),
            folder=folder,
            type=places[here],
        )


def database_at(url: str) -> PooledDatabase:
    return _postgres(url) if url.startswith("postgres") else _sqlite(url)


@contextmanager
def using(other: Database):
    """Within this block the tables are those of another database (for commands: one thread)."""
    before = db.obj
    db.initialize(other)
    try:
        yield
    finally:
        db.initialize(before)


def _sqlite(url: str) -> PooledDatabase:
    path = url.removeprefix("sqlite:///")
    return PooledSqliteDatabase(
        path,
        pragmas=PRAGMAS,
        lock_type="IMMEDIATE",
        max_connections=32,
        timeout=10,
        check_same_thread=False,
    )


def _postgres(url: str) -> PooledDatabase:
    from playhouse.postgres_ext import PooledPsycopg3Database  # needs the extra `postgres`

    parsed = urlparse(url)
    options = dict(parse_qsl(parsed.query))
    return PooledPsycopg3Database(
        parsed.path.lstrip("/"),
        user=parsed.username,
        password=parsed.password,
        host=options.pop("host", None) or parsed.hostname,
        port=parsed.port,
        max_connections=32,
        timeout=10,
        stale_timeout=300,
        connect_timeout=5,
        options="-c lock_timeout=10s",
    )


def is_postgres() -> bool:
    return isinstance(db.obj, PostgresqlDatabase)


def of_database(error: BaseException, *folders: Path) -> Problem:
    """Why the database, or what it writes into these folders, is refused; what to do about it."""
    known = None if is_postgres() else of_sqlite(error, Path(db.obj.database), *folders)
    *_, first = causes(error)
    return known or Refused(UNAVAILABLE, text=str(first).split("\n")[0])


def locking(query, of: type[Model] | None = None):
    """Rows that this transaction is about to change (of a join: those of one table).

    SQLite has one writer anyway.
    """
    return query.for_update(of=of) if is_postgres() else query


@contextmanager
def one_moment():
    """All reading in this block sees the database as of one moment; nobody has to wait for it."""
    if db.in_transaction():
        yield
    elif is_postgres():
        with db.atomic():
            db.execute_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        with db.atomic("DEFERRED"):
            yield


def migrate() -> list[str]:
    """Bring the tables up to date, all or nothing; return the names of the migrations that ran."""
    refuse_newer_schema()
    with rebuilding():
        return runner().up()


@contextmanager
def rebuilding():
    """Tables are changed in one transaction: a fault or a power cut leaves them as they were."""
    with runner().migrator.migration_context():
        yield


def runner() -> Runner:
    """Over the database itself: a migration asks which one it is, and a proxy is neither."""
    return Runner(db.obj, MIGRATIONS)


def refuse_newer_schema() -> None:
    if unknown := [m.name for m in runner().status() if m.path is None]:
        raise WrongSchema(
            N_("The database was written by a newer version (%(name)s). Install that version."),
            name=unknown[-1],
        )


def refuse_wrong_schema() -> None:
    """Before serving: every migration of this version has run, and none that it does not know."""
    refuse_newer_schema()
    if waiting := [m.name for m in runner().status() if not m.applied]:
        raise WrongSchema(
            N_(
                "The database is older than this version (%(name)s is missing). Run secaudit migrate."
            ),
            name=waiting[0],
        )


def draft_migration(name: str, models: list[type[Model]]) -> str | None:
    """Write down what the models say and the tables do not. A draft: read it, then run it."""
    difference = diff_models(db, models)
    return runner().create(name, body=frozen(template(difference))) if difference else None


def frozen(draft: str) -> str:
    """A draft without our own field classes: a migration must not change when they do."""
    lines = [line for line in draft.splitlines() if not line.startswith("from secaudit")]
    text = "\n".join(lines[1:]) + "\n"
    return text.replace("EnumField(", "CharField(").replace("MomentField(", "DateTimeField(")
