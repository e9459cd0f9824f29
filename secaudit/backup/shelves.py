"""The folders where backups lie: copies to a second place, and what is taken away in time."""

import errno
import os
import shutil
from pathlib import Path

from secaudit.backup.archive import sha256
from secaudit.backup.keeping import made_at, outlived
from secaudit.disks import sync_folder
from secaudit.errors import N_, Missing, Refused


def put_copy(file: Path, to: Path) -> Path:
    """Under its name only when every byte arrived; what was begun and failed is taken away."""
    part = to.with_name(f".{to.name}.part")
    try:
        _copy_synced(file, part)
        if sha256(part) != sha256(file):
            raise OSError(errno.EIO, "what was read is not what was written", str(part))
        part.replace(to)
        sync_folder(to.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return to


def _copy_synced(file: Path, part: Path) -> None:
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with file.open("rb") as source, os.fdopen(descriptor, "wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)
        target.flush()
        os.fsync(target.fileno())


def clear(folder: Path, schedule: dict[str, int]) -> list[str]:
    """Take away the backups that have had their time; return their names."""
    gone = outlived((each.name for each in folder.iterdir()), schedule)
    for name in gone:
        (folder / name).unlink()
    return gone


def newest(folder: Path) -> Path:
    names = sorted(each.name for each in folder.iterdir() if made_at(each.name))
    if not names:
        raise Missing(N_("There is no backup in %(folder)s yet."), folder=folder)
    return folder / names[-1]


def refuse_small(folder: Path, needed: int) -> None:
    """Before hours of work rather than after."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise Refused(
            N_("%(folder)s has %(free)s MB free and about %(needed)s MB are needed. Make room."),
            folder=folder,
            free=free >> 20,
            needed=(needed >> 20) + 1,
        )
