"""Restoring: one transaction that makes the database what a backup says, or leaves it as it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from peewee import Database

from secaudit.access.guard import COMMAND
from secaudit.backup import archive
from secaudit.backup.archive import BadBackup, Manifest
from secaudit.backup.copying import copy_rows, count_on, drop_tables, empty_tables
from secaudit.backup.making import Place, Say, back_up, dated, size_of
from secaudit.backup.reading import examine, opened
from secaudit.backup.shelves import refuse_small
from secaudit.backup.swapping import put, swapping, unpacked
from secaudit.calendar import clock
from secaudit.database import (
    database_at,
    db,
    locking,
    migrate,
    rebuilding,
    refuse_wrong_schema,
    runner,
    using,
)
from secaudit.disks import workplace
from secaudit.errors import N_, Refused
from secaudit.evidence.checking import file_faults
from secaudit.journal.actions import record
from secaudit.journal.models import JournalHead
from secaudit.journal.verification import Verdict, verify
from secaudit.schema import JOURNALED

FAULTY = N_("The journal in the backup has %(count)s faults, the first: %(text)s")


@dataclass(frozen=True)
class Restored:
    manifest: Manifest
    size: int  # entries of the journal afterwards: one more, which tells of it
    root: str
    kept: Path | None  # a backup of what was replaced
    missing: list[str] = field(default_factory=list)  # files that rows name and nobody has


def restore(
    place: Place,
    file: Path,
    *,
    replace: bool = False,
    root: str = "",
    accept_faults: bool = False,
    over_newer: bool = False,
    say: Say = lambda _: None,
) -> Restored:
    """Check the backup, keep what is here, put the backup in its place, check that."""
    with workplace(place.folder, ".restore-") as work:
        say("Checking the backup …")
        _refuse_practice(place, file)
        refuse_small(place.folder, _room(place, file))
        with opened(file, work) as (manifest, copy):
            _refuse_unexpected(manifest, examine(copy), root, accept_faults)
            fresh = _fresh_files(place, file, manifest, work)
            with swapping(fresh, work) as swap, _tables(replace, over_newer):
                _restore_objects(place, file, manifest, work, say)
                verdict, kept = _replace_rows(place, copy, manifest, swap, say)
    return Restored(manifest, verdict.size, verdict.root, kept, _files_missing(say))


def _refuse_practice(place: Place, file: Path) -> None:
    """What was practised never takes the place of real records."""
    if archive.read_config(file).get("REHEARSAL") and not place.settings.get("REHEARSAL"):
        raise Refused(
            N_("This is a backup of a copy for practice. It is not restored over records.")
        )


def _room(place: Place, file: Path) -> int:
    """What it takes at most: the backup's database twice to read it; then either twice more to write it,
    or what a backup of the records needs that are here."""
    database = archive.sizes(file)[archive.DATABASE]
    return 2 * database + max(2 * database, size_of(place))


def _files_missing(say: Say) -> list[str]:
    """What the rows name and neither the backup nor this folder holds, or holds otherwise."""
    faults = [str(fault) for fault in file_faults()]
    for fault in faults:
        say(fault)
    return faults


def _refuse_unexpected(manifest: Manifest, found: Verdict, root: str, accept_faults: bool) -> None:
    if (found.size, found.root) != (manifest.size, manifest.root):
        raise BadBackup(N_("The journal in the backup is not the one that it names."))
    if root and "".join(root.lower().split()) != found.root:
        raise BadBackup(
            N_("The journal's root in the backup is %(root)s, not the one given."), root=found.root
        )
    if found.faults and not accept_faults:
        raise BadBackup(FAULTY, count=len(found.faults), text=found.faults[0])


@contextmanager
def _tables(replace: bool, over_newer: bool) -> Iterator[None]:
    """Those that are there; or new ones, where a newer version made them that we cannot read."""
    if not over_newer:
        _make_ready(replace)
        yield
        return
    with rebuilding():
        drop_tables()
        migrate()
        yield


def _make_ready(replace: bool) -> None:
    """Tables of this version, and nothing in them that was not meant to be replaced."""
    if not runner().applied():
        migrate()
    refuse_wrong_schema()
    head = JournalHead.get_or_none(JournalHead.id == 1)
    if head and head.size and not replace:
        raise Refused(
            N_(
                "This database has %(count)s entries. Say --replace to put the backup in its place."
            ),
            count=head.size,
        )


def _fresh_files(place: Place, file: Path, manifest: Manifest, work: Path) -> dict[Path, Path]:
    """Keys and the city's own controls, unpacked beside, by where they are to be."""
    names = filter(archive.is_replaced, manifest.files)
    return {place.folder / name: unpacked(file, manifest, name, work) for name in names}


def _restore_objects(place: Place, file: Path, manifest: Manifest, work: Path, say: Say) -> None:
    """Before the rows that name them; named by their content, so never in each other's way."""
    missing = [
        name
        for name in manifest.files
        if archive.OBJECT.fullmatch(name) and not (place.folder / name).exists()
    ]
    say(f"Restoring {len(missing)} files of evidence …")
    for name in missing:
        put(file, manifest, name, place.folder / name, work)


def _replace_rows(
    place: Place, copy: Database, manifest: Manifest, swap: Callable[[], None], say: Say
) -> tuple[Verdict, Path | None]:
    live = db.obj
    with live.atomic():  # who saves has to wait
        before = locking(JournalHead.select().where(JournalHead.id == 1)).first()
        kept = _keep(place, say) if before and before.size else None
        say(f"Restoring {manifest.size} entries …")
        empty_tables()
        copy_rows(copy, live)
        count_on()
        _tell(manifest, before)
        say("Checking what was restored …")
        verdict = verify(JOURNALED)
        if len(verdict.faults) > len(manifest.faults):
            raise BadBackup(FAULTY, count=len(verdict.faults), text=verdict.faults[0])
        swap()  # last, while who saves still waits: rows and keys belong together
    return verdict, kept


def _keep(place: Place, say: Say) -> Path:
    """A backup of what is about to be replaced, through a connection of its own."""
    to = dated(place.folder, "before-restore")
    own = database_at(place.url)
    try:
        with using(own):
            back_up(place, to)
    finally:
        own.close_all()
    say(f"What was here is kept in {to}.")
    return to


def _tell(manifest: Manifest, before: JournalHead | None) -> None:
    """The journal itself says that it was put back, to when, and what that replaced."""
    record(
        COMMAND,
        "journal.restored",
        "journal:1",
        at=clock.now(),
        made_at=manifest.made_at,
        size=manifest.size,
        root=manifest.root,
        replaced={"origin": before.origin, "size": before.size} if before else {},
    )
