"""A catalogue that has been checked once need not be checked again while its files are the same.

The snapshot is JSON in lines: which files it is of, then the catalogue without the texts that few
pages show, then a line of these for each control. They are read when somebody asks for them.
"""

import json
from contextlib import suppress
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from secaudit import resources
from secaudit.catalogue.controls import LATER, Catalogue
from secaudit.catalogue.editions import canonical, from_json, hash_of, later_of, plain_catalogue
from secaudit.catalogue.folder import files_of, is_ours
from secaudit.catalogue.loading import load
from secaudit.catalogue.problems import Problem
from secaudit.disks import write_at_once

VERSION = 2  # raise it when the checks or the values change
GRAIN = 2_000_000_000  # nanoseconds: two changes nearer to each other may bear the same time

IN_A_CHAPTER = ("controls", "withdrawn")


class Saved(NamedTuple):
    looks: str  # of the files as their folder lists them
    key: str  # of every byte of them
    content: bytes
    at: int  # when it was written


def load_unchanged(folder: str | Path, snapshot: Path) -> Catalogue:
    """What `load` gives, from the snapshot where the files are those it was made from.

    Raises BadCatalogue as `load` does.
    """
    folder = Path(folder)
    looks, newest = looks_of(folder)
    saved = saved_in(snapshot)
    if saved and saved.looks == looks and saved.at - newest > GRAIN:
        return catalogue_in(saved)
    key = key_of(folder)
    same = saved is not None and saved.key == key
    catalogue = catalogue_in(saved) if saved and same else load(folder)
    content = saved.content if saved and same else content_of(catalogue)
    with suppress(OSError):  # a data folder that cannot be written costs time, nothing else
        remember(snapshot, looks, key, content)
    return catalogue


# --- which files ----------------------------------------------------------------------------


def looks_of(folder: Path) -> tuple[str, int]:
    """Changes with the files, but for one changed twice at nearly one time; the last such time."""
    paths = [each for each in folder.iterdir() if is_ours(each)] if folder.is_dir() else []
    found = [(path.name, path.stat()) for path in [*sorted(paths), schema()]]
    looks = [[n, s.st_size, s.st_mtime_ns, s.st_ctime_ns, s.st_ino] for n, s in found]
    return canonical([VERSION, looks]), max(max(s.st_mtime_ns, s.st_ctime_ns) for _n, s in found)


def key_of(folder: Path) -> str:
    """Changes with every byte of the files, and with the rules that they are checked by."""
    parts = [f"{VERSION}", _hash(schema().read_bytes())]
    for each in files_of(folder):
        parts += [str(each)] if isinstance(each, Problem) else [each[0], _hash(each[1])]
    return hash_of(json.dumps(parts))


def schema() -> Path:
    return resources.folder("controls") / "controls-v1.schema.json"


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()


# --- the file -------------------------------------------------------------------------------


def saved_in(snapshot: Path) -> Saved | None:
    """None where there is none or it is damaged. Who may write it may write the catalogue too."""
    with suppress(OSError, ValueError):
        looks, key, check, content = snapshot.read_bytes().split(b"\n", 3)
        if int(check) == crc32(content):
            return Saved(looks.decode(), key.decode(), content, snapshot.stat().st_mtime_ns)
    return None


def remember(snapshot: Path, looks: str, key: str, content: bytes) -> None:
    """At once or not at all, whoever reads it meanwhile."""
    write_at_once(snapshot, f"{looks}\n{key}\n{crc32(content)}\n".encode() + content)


def content_of(catalogue: Catalogue) -> bytes:
    plain = plain_catalogue(catalogue)
    kept = [chapter.get(name, ()) for chapter in plain["chapters"] for name in IN_A_CHAPTER]
    controls = chain.from_iterable(kept)
    later = [{name: each.pop(name) for name in LATER if name in each} for each in controls]
    return "\n".join(map(canonical, [plain, *later])).encode()


def catalogue_in(saved: Saved) -> Catalogue:
    first, *later = saved.content.split(b"\n")
    catalogue = from_json(first)
    kept = [getattr(chapter, name) for chapter in catalogue.chapters for name in IN_A_CHAPTER]
    controls = chain.from_iterable(kept)
    for control, line in zip(controls, later, strict=True):
        control.put_off(partial(read_later, line))
    return catalogue


def read_later(line: bytes) -> dict[str, Any]:
    return later_of(json.loads(line))
