"""Files by their content: `evidence/ab/cdef…` in the data folder, named by their SHA-256.

A file is whole and on the disk before the row that names it is written. A file that no row names
is left over from something that was refused or broken off; `sweep` takes it away after a day.
"""

import hashlib
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from secaudit.disks import sync_folder
from secaudit.errors import N_, Invalid, Problem, Unavailable
from secaudit.evidence.contents import kind_of
from secaudit.evidence.rules import MEGABYTE, safe_name
from secaudit.evidence.scanning import refuse_infected

HASH = re.compile(r"[0-9a-f]{64}")
PART = ".part-"
BLOCK = 1 << 20
DAY = 24 * 3600
_folder = Path("instance/evidence")


class Altered(Problem):
    """What lies in the store is not what was stored, or nothing lies there."""

    status = 500


@dataclass(frozen=True)
class Stored:
    """A file in the store; its name is only used to download it."""

    hash: str
    name: str
    type: str
    size: int


def use(folder: Path) -> None:
    """From now on files lie in that folder. It is made at the first need."""
    global _folder
    _folder = folder


def take(stream: IO[bytes], name: str, largest: int) -> Stored:
    """Look at what came in, and keep it. Call it before the transaction that names it."""
    with _part() as (file, part):
        return _kept(file, part, stream, name, largest)


def keep(content: bytes) -> str:
    """A document that the product made itself, under its hash. Before the transaction that names it."""
    digest = hashlib.sha256(content).hexdigest()
    with _part() as (file, part):
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        _under_its_name(part, digest)
    return digest


@contextmanager
def _part() -> Iterator[tuple[BinaryIO, Path]]:
    """A file without a name of its own yet; whatever goes wrong, nothing of it stays."""
    try:
        _folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, path = tempfile.mkstemp(prefix=PART, dir=_folder)
        try:
            with os.fdopen(descriptor, "w+b") as file:
                yield file, Path(path)
        finally:
            Path(path).unlink(missing_ok=True)
    except OSError as error:
        raise Unavailable() from error


def _kept(file: BinaryIO, part: Path, stream: IO[bytes], name: str, largest: int) -> Stored:
    digest, size = _copied(stream, file, largest)
    kind = kind_of(file, name)
    file.flush()
    refuse_infected(part)
    os.fsync(file.fileno())
    _under_its_name(part, digest)
    return Stored(digest, safe_name(name, kind.ending), kind.mimetype, size)


def _copied(stream: IO[bytes], file: BinaryIO, largest: int) -> tuple[str, int]:
    """SHA-256 and size; never more than `largest` is written."""
    digest, size = hashlib.sha256(), 0
    while block := stream.read(BLOCK):
        size += len(block)
        if size > largest:
            raise Invalid(
                N_("The file is larger than %(limit)s MB. Make it smaller, or record where it is."),
                field="file",
                limit=largest // MEGABYTE,
            )
        digest.update(block)
        file.write(block)
    if not size:
        raise Invalid(N_("This file is empty."), field="file")
    return digest.hexdigest(), size


def _under_its_name(part: Path, digest: str) -> None:
    """All at once, and still there after a power cut. The same content is kept once."""
    target = path_of(digest)
    target.parent.mkdir(mode=0o700, exist_ok=True)
    part.chmod(0o600)
    part.replace(target)
    for folder in (target.parent, _folder):
        sync_folder(folder)


def path_of(digest: str) -> Path:
    assert HASH.fullmatch(digest)
    return _folder / digest[:2] / digest[2:]


def read(digest: str) -> bytes:
    """The content, if it is the one that was stored."""
    try:
        content = path_of(digest).read_bytes()
    except OSError as error:
        raise Altered(N_("This file is missing from the store. Tell the administrator.")) from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise Altered(
            N_(
                "This file is no longer the one that was stored, so it is not given out. "
                "Tell the administrator."
            )
        )
    return content


def state_of(digest: str) -> str:
    """whole, missing or altered."""
    path = path_of(digest)
    if not path.is_file():
        return "missing"
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    return "whole" if found == digest else "altered"


def stored() -> dict[str, Path]:
    """Every file in the store by its hash."""
    found = {path.parent.name + path.name: path for path in _folder.glob("??/*")}
    return {digest: path for digest, path in found.items() if HASH.fullmatch(digest)}


def sweep(named: set[str], older_than: int = DAY) -> int:
    """Take away what no row names and what was never finished; how many files that were."""
    left = [path for digest, path in stored().items() if digest not in named]
    old = time.time() - older_than
    gone = 0
    for path in [*left, *_folder.glob(f"{PART}*")]:
        if path.stat().st_mtime < old:
            path.unlink(missing_ok=True)
            gone += 1
    return gone
