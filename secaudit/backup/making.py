"""Making a backup, and reading it again at once as a restore would."""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from secaudit import __version__
from secaudit.backup import archive
from secaudit.backup.archive import CONFIG, DATABASE, Manifest
from secaudit.backup.copying import snapshot
from secaudit.backup.reading import examine, opened, opened_copy
from secaudit.backup.sealing import END, seal
from secaudit.backup.shelves import put_copy, refuse_small
from secaudit.calendar import clock
from secaudit.database import db, is_postgres, refuse_newer_schema, refuse_wrong_schema, using
from secaudit.disks import sync_folder, workplace
from secaudit.errors import N_, Refused
from secaudit.journal import canonical
from secaudit.journal.models import JournalHead

Say = Callable[[str], None]
SECRETS = {"SECRET_KEY", "DATABASE_URL", "MAIL_PASSWORD", "LDAP_READER_PASSWORD"}


@dataclass(frozen=True)
class Place:
    """One installation: its data folder, its database, what its config.toml says."""

    folder: Path
    url: str
    settings: dict


@dataclass(frozen=True)
class Made:
    file: Path
    manifest: Manifest


def back_up(
    place: Place,
    to: Path,
    *,
    keys: bool = True,
    seal_with: bytes | None = None,
    say: Say = lambda _: None,
) -> Made:
    """Write everything of this moment into one new file; with a key, for its owners only."""
    to = _free_name(to, ".zip" + END * bool(seal_with))
    near = place.folder if seal_with else to.parent  # nothing readable on the other disk
    refuse_small(near, size_of(place))
    with workplace(near, ".backup-") as work:
        say("Copying the database …")
        members = _gather(place, work, keys)
        say("Checking the copy …")
        manifest = _describe(members, work)
        say(f"Packing {len(members)} files …")
        packed = work / "backup.zip"
        archive.write(packed, manifest, members)
        say("Reading the backup again …")
        with opened(packed, work) as (_manifest, copy):
            examine(copy)
        _put(packed, to, seal_with)
    return Made(to, manifest)


def size_of(place: Place) -> int:
    """What the work needs at most: the database as it is, a copy to check, both packed."""
    if is_postgres():
        (size,) = db.execute_sql("SELECT pg_database_size(current_database())").fetchone()
    else:
        size = sum(path.stat().st_size for path in place.folder.glob("secaudit.db*"))
    files = sum(path.stat().st_size for path in _files(place.folder, archive.OBJECT).values())
    return 3 * size + files


def _free_name(to: Path, end: str) -> Path:
    """The file to write; in a folder, one named after the time. Nothing is ever overwritten."""
    if to.is_dir():
        return dated(to, "secaudit", end)
    if to.exists():
        raise Refused(N_("%(file)s exists already. Name another file."), file=to)
    return to


def dated(folder: Path, name: str, end: str = ".zip") -> Path:
    """A free name after the time; the second of one second gets a 2."""
    base = f"{name}-{clock.real_now():%Y%m%d-%H%M%S}"
    names = chain([f"{base}{end}"], (f"{base}-{number}{end}" for number in count(2)))
    return next(folder / each for each in names if not (folder / each).exists())


def _gather(place: Place, work: Path, keys: bool) -> dict[str, Path]:
    """The database first: files of evidence are there before the rows that name them."""
    (refuse_wrong_schema if is_postgres() else refuse_newer_schema)()
    database, config = work / DATABASE, work / CONFIG
    snapshot(database)
    settings = {name: value for name, value in place.settings.items() if name not in SECRETS}
    config.write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    members = {DATABASE: database, CONFIG: config}
    for kind in [archive.OBJECT, archive.RULES, *([archive.KEY] if keys else [])]:
        members |= _files(place.folder, kind)
    return members


def _files(folder: Path, names: re.Pattern) -> dict[str, Path]:
    """Files of the data folder by their name in the archive, in a fixed order."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.glob("*/**/*")}
    return {name: found[name] for name in sorted(found) if names.fullmatch(name)}


def _describe(members: dict[str, Path], work: Path) -> Manifest:
    with opened_copy(members[DATABASE], work / "described.db") as (schema, copy):
        verdict = examine(copy)
        with using(copy):
            origin = JournalHead.get_by_id(1).origin
    return Manifest(
        app=__version__,
        made_at=canonical.moment(clock.real_now()),
        schema=schema,
        origin=origin,
        size=verdict.size,
        root=verdict.root,
        faults=[str(fault) for fault in verdict.faults],
        files={name: archive.sha256(path) for name, path in members.items()},
    )


def _put(packed: Path, to: Path, seal_with: bytes | None) -> None:
    """Under its name all at once, and still there after a power cut."""
    if seal_with:
        sealed = packed.with_suffix(END)
        seal(packed, sealed, seal_with)
        put_copy(sealed, to)
        return
    with suppress(PermissionError):  # a memory stick knows no owners
        packed.chmod(0o600)
    packed.replace(to)
    sync_folder(to.parent)
