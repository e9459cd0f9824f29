"""Files that a restore puts in the place of others: all of them are there, or those of before."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from secaudit.backup import archive
from secaudit.backup.archive import Manifest
from secaudit.disks import sync_folder


def put(file: Path, manifest: Manifest, name: str, target: Path, work: Path) -> None:
    """One file of the backup under its name, all at once."""
    fresh = unpacked(file, manifest, name, work)
    make_folder(target.parent)
    fresh.replace(target)
    sync_folder(target.parent)


def unpacked(file: Path, manifest: Manifest, name: str, work: Path) -> Path:
    """Beside: where the disk is full, nothing was touched yet."""
    fresh = work / name.replace("/", "-")
    archive.extract(file, manifest, name, fresh)
    fresh.chmod(0o600)
    return fresh


def make_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


@contextmanager
def swapping(fresh: dict[Path, Path], work: Path) -> Iterator[Callable[[], None]]:
    """Gives what puts them in place; `fresh`: by where each is to be. If the block fails after that,
    the files of before are back. Names change, nothing is copied: it needs no room on the disk.
    """
    with ExitStack() as undo:

        def swap() -> None:
            for number, (target, file) in enumerate(fresh.items()):
                _swap(target, file, work / f"before-{number}", undo)

        yield swap
        undo.pop_all()


def _swap(target: Path, file: Path, kept: Path, undo: ExitStack) -> None:
    make_folder(target.parent)
    if target.exists():
        os.link(target, kept)
        undo.callback(kept.replace, target)
    else:
        undo.callback(target.unlink, missing_ok=True)
    file.replace(target)
    sync_folder(target.parent)
