"""What is looked at. Quick: the journal itself is checked every night, not here."""

import platform
import shutil
import stat
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from peewee import PeeweeException

from secaudit import __version__
from secaudit.accounts import bind
from secaudit.calendar import clock
from secaudit.catalogue.parser import IMPLEMENTATION
from secaudit.database import WrongSchema, db, is_postgres, of_database, refuse_wrong_schema
from secaudit.disks import is_read_only
from secaudit.errors import N_
from secaudit.health import rules, runs
from secaudit.health.certificates import of_https
from secaudit.health.rules import Check, Disk, State
from secaudit.journal.models import JournalEntry
from secaudit.mail.reading import standing


def examined(folder: Path, config: Mapping[str, Any]) -> list[Check]:
    """Everything, in the order in which it would be mended."""
    now = clock.real_now()
    tables = _tables()
    if tables.state == State.WRONG:  # nothing else can be asked of the database
        return [tables, *_disks(folder, config), *_runs(folder, now), _keys(folder)]
    return [
        tables,
        *_disks(folder, config),
        rules.of_clock(clock.now(), _newest()),
        *_runs(folder, now),
        _keys(folder),
        of_https(config, now),
        rules.of_yaml(IMPLEMENTATION),
        _scanner(config),
        rules.of_mail(standing() if config["MAIL_HOST"] else None, now),
        _ways_in(config),
        *([rules.of_directory(config["LDAP_URL"], bind.fault())] if config["LDAP_URL"] else []),
        _versions(),
    ]


def _tables() -> Check:
    name = N_("Database tables")
    try:
        refuse_wrong_schema()
        _newest()  # a full disk is noticed only where something is read
    except WrongSchema as problem:
        return Check(name, State.WRONG, problem.message, values=problem.params)
    except PeeweeException as error:
        why = of_database(error)
        return Check(name, State.WRONG, why.message, values=why.params)
    return Check(name, State.WELL, N_("They are those of this version."))


def _disks(folder: Path, config: Mapping[str, Any]) -> list[Check]:
    """Those that the settings name, in the order in which they are missed when they are full."""
    places = {
        N_("Disk of the data folder"): folder,
        N_("Disk of the backups"): config["BACKUPS"],
        N_("Disk of the second copies"): config["BACKUPS_SECOND"],
    }
    return [rules.of_disk(name, _disk(Path(where))) for name, where in places.items() if where]


def _disk(folder: Path) -> Disk:
    there = folder.is_dir()
    free = shutil.disk_usage(folder).free if there else 0
    return Disk(str(folder), free, there, read_only=there and is_read_only(folder))


def _runs(folder: Path, now: datetime) -> list[Check]:
    return [rules.of_run(key, runs.last(folder, key), now) for key in rules.NAMES]


def _keys(folder: Path) -> Check:
    return rules.of_keys(_mode(folder / "config.toml"))


def _newest():
    newest = JournalEntry.select(JournalEntry.at).order_by(JournalEntry.id.desc()).first()
    return newest.at if newest else None


def _mode(config: Path) -> int | None:
    return stat.S_IMODE(config.stat().st_mode) if config.exists() else None


def _scanner(config: Mapping[str, Any]) -> Check:
    name = N_("Malware scanner for files of evidence")
    if config["EVIDENCE_SCANNER"]:
        return Check(name, State.WELL, N_("It is set up; without its answer nothing is stored."))
    return Check(name, State.WELL, N_("None is set up: files are not scanned."))


def _ways_in(config: Mapping[str, Any]) -> Check:
    name = N_("Ways to sign in")
    if not config["LOGON_HEADER"]:
        return Check(name, State.WELL, N_("Number and password. The city's logon is not used."))
    values = {"header": config["LOGON_HEADER"], "peers": ", ".join(config["LOGON_FROM"])}
    said = N_("Also the city's logon: header %(header)s, taken from %(peers)s only.")
    return Check(name, State.WELL, said, values=values)


def _versions() -> Check:
    values = {"product": __version__, "python": platform.python_version(), "database": _database()}
    said = N_("secaudit %(product)s, Python %(python)s, %(database)s")
    return Check(N_("Versions"), State.WELL, said, values=values)


def _database() -> str:
    if is_postgres():
        return "PostgreSQL " + db.execute_sql("SHOW server_version").fetchone()[0]
    return "SQLite " + db.execute_sql("SELECT sqlite_version()").fetchone()[0]
