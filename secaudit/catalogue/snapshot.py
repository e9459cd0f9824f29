"""A catalogue that has been checked once need not be checked again while its files are the same."""

import json
import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from secaudit import resources
from secaudit.catalogue.controls import Catalogue
from secaudit.catalogue.editions import from_json, hash_of, to_json
from secaudit.catalogue.folder import files_of
from secaudit.catalogue.loading import load
from secaudit.catalogue.problems import Problem

VERSION = 1  # raise it when the checks or the values change


def load_unchanged(folder: str | Path, snapshot: Path) -> Catalogue:
    """What `load` gives, from the snapshot where the files are those it was made from.

    Raises BadCatalogue as `load` does.
    """
    key = key_of(Path(folder))
    if catalogue := remembered(snapshot, key):
        return catalogue
    catalogue = load(folder)
    with suppress(OSError):  # a data folder that cannot be written costs time, nothing else
        remember(snapshot, key, to_json(catalogue))
    return catalogue


def key_of(folder: Path) -> str:
    """Changes with every byte of the files, and with the rules that they are checked by."""
    schema = resources.folder("controls") / "controls-v1.schema.json"
    parts = [f"{VERSION}", sha256(schema.read_bytes()).hexdigest()]
    for each in files_of(folder):
        parts += [str(each)] if isinstance(each, Problem) else [each[0], _hash(each[1])]
    return hash_of(json.dumps(parts))


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()


def remembered(snapshot: Path, key: str) -> Catalogue | None:
    """None where there is none, or it is of other files, or damaged."""
    with suppress(OSError, ValueError):
        saved_key, saved_hash, content = snapshot.read_text(encoding="utf-8").split("\n", 2)
        if (saved_key, saved_hash) == (key, hash_of(content)):
            return from_json(content)
    return None


def remember(snapshot: Path, key: str, content: str) -> None:
    """At once or not at all, whoever reads it meanwhile."""
    draft = snapshot.with_name(f"{snapshot.name}.{os.getpid()}")
    draft.write_text(f"{key}\n{hash_of(content)}\n{content}", encoding="utf-8")
    draft.replace(snapshot)
