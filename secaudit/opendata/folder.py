"""The city's surveys: YAML files beside its own rules, so that a backup has them too."""

import re
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from secaudit.access.guard import Actor, require
from secaudit.database import db
from secaudit.disks import write_at_once
from secaudit.errors import N_, Conflict, Invalid, Missing
from secaudit.journal.actions import record

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
CHANGED = N_("Somebody else saved this survey meanwhile. Compare both texts.")
MOST_BYTES = 400_000


def names(folder: Path) -> list[str]:
    found = (path.stem for path in folder.glob("*.yaml"))
    return sorted(name for name in found if NAME.fullmatch(name))


def content(folder: Path, name: str) -> bytes:
    """Missing also where the name could lead elsewhere."""
    path = folder / f"{name}.yaml"
    if not NAME.fullmatch(name) or not path.is_file():
        raise Missing()
    return path.read_bytes()


def mark(data: bytes) -> str:
    """What a save names as the text that it was based on."""
    return sha256(data).hexdigest()


def save(folder: Path, name: str, text: str, based_on: str, *, by: Actor, at: datetime) -> None:
    """The file as typed, and an entry that has its hash. `based_on` is empty for a new one."""
    require(by, "answer surveys")
    data = text.replace("\r\n", "\n").encode()
    _check(name, data)
    before = content(folder, name) if name in names(folder) else b""
    if (mark(before) if before else "") != based_on:
        raise Conflict(CHANGED, theirs={"text": before.decode(errors="replace")},
                       ours={"text": text})  # fmt: skip
    with db.atomic():
        record(by, "survey.save", "surveys", at=at, survey=name, sha256=mark(data))
        folder.mkdir(parents=True, exist_ok=True)
        write_at_once(folder / f"{name}.yaml", data)


def _check(name: str, data: bytes) -> None:
    if not NAME.fullmatch(name):
        raise Invalid(N_("Use small letters a to z, digits and hyphens."), field="name")
    if not data.strip() or len(data) > MOST_BYTES:
        raise Invalid(N_("Write the survey, at most 400 kB."), field="text")
