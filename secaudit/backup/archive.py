"""The file of a backup: a ZIP that ends with the SHA-256 of all its other bytes.

It holds `secaudit.db` (SQLite, whatever the server runs on), `evidence/…` (files of evidence by
their hash), `controls/…` (the city's own rules), `keys/…` (without which nobody's password opens),
`config.json` (settings without secrets) and `manifest.json`.
"""

import hashlib
import json
import os
import re
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from secaudit.errors import N_, Problem

FORMAT = "secaudit-backup/1"
DATABASE, CONFIG, MANIFEST = "secaudit.db", "config.json", "manifest.json"
SEAL = b"sha256:"
HEX = 64
OBJECT = re.compile(r"evidence/[0-9a-f]{2}/[0-9a-f]{62}")
RULES = re.compile(r"controls/([\w-]+/)*[\w-]+\.ya?ml")
KEY = re.compile(r"keys/[a-z]+\.key")


class BadBackup(Problem):
    """That file cannot be restored from."""


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself."""

    app: str  # version of the product that made it
    made_at: str
    schema: list[str]  # migrations that the tables had
    origin: str  # of the journal
    size: int
    root: str
    faults: list[str]  # of the journal when the backup was made
    files: dict[str, str]  # name -> SHA-256
    format: str = FORMAT


def write(to: Path, manifest: Manifest, members: dict[str, Path]) -> None:
    """Pack the files and the manifest; the file is whole on the disk when this returns."""
    with ZipFile(to, "w", strict_timestamps=False) as archive:
        for name, path in members.items():
            packing = ZIP_STORED if name.startswith("evidence/") else ZIP_DEFLATED
            archive.write(path, name, packing, compresslevel=6)
        archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1), ZIP_DEFLATED)
        archive.comment = SEAL + b"0" * HEX
    _seal(to)


def _seal(path: Path) -> None:
    with path.open("r+b") as file:
        seal = _digest_but_seal(file, path.stat().st_size)
        file.seek(-HEX, os.SEEK_END)
        file.write(seal)
        file.flush()
        os.fsync(file.fileno())


def _digest_but_seal(file, size: int) -> bytes:
    digest, left = hashlib.sha256(), size - HEX
    while left:
        block = file.read(min(left, 1 << 20))
        digest.update(block)
        left -= len(block)
    return digest.hexdigest().encode()


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_manifest(path: Path) -> Manifest:
    """Of a file whose every byte is as it was written; raises BadBackup for any other."""
    _refuse_altered(path)
    try:
        with ZipFile(path) as archive:
            said = json.loads(archive.read(MANIFEST))
            names = set(archive.namelist()) - {MANIFEST}
        manifest = Manifest(**said)
    except (BadZipFile, KeyError, ValueError, TypeError) as error:
        raise BadBackup(N_("%(file)s is not a backup of this product."), file=path) from error
    if manifest.format != FORMAT:
        raise BadBackup(
            N_("The backup was written by a newer version (%(name)s). Install that version."),
            name=manifest.app,
        )
    if names != set(manifest.files) or not all(map(is_known, names)):
        raise BadBackup(N_("The backup does not hold the files that it lists."))
    return manifest


def sizes(path: Path) -> dict[str, int]:
    """Of each file in it, unpacked."""
    with ZipFile(path) as archive:
        return {each.filename: each.file_size for each in archive.infolist()}


def is_known(name: str) -> bool:
    """Nothing else is ever unpacked, so no name can lead out of the data folder."""
    return name in (DATABASE, CONFIG) or any(each.fullmatch(name) for each in (OBJECT, RULES, KEY))


def is_replaced(name: str) -> bool:
    """Whether a restore writes the file over the one that is there."""
    return bool(RULES.fullmatch(name) or KEY.fullmatch(name))


def _refuse_altered(path: Path) -> None:
    size = path.stat().st_size
    with path.open("rb") as file:
        if size <= HEX + len(SEAL) or file.read(2) != b"PK":
            raise BadBackup(N_("%(file)s is not a backup of this product."), file=path)
        file.seek(0)
        if _digest_but_seal(file, size) != file.read():
            raise BadBackup(
                N_("%(file)s was altered or is not complete: its checksum differs."), file=path
            )


def extract(path: Path, manifest: Manifest, name: str, to: Path) -> None:
    """Unpack one file and compare its hash."""
    with ZipFile(path) as archive, archive.open(name) as packed, to.open("wb") as file:
        shutil.copyfileobj(packed, file, 1 << 20)
        file.flush()
        os.fsync(file.fileno())
    if sha256(to) != manifest.files[name]:
        raise BadBackup(N_("%(file)s in the backup was altered."), file=name)


def read_config(path: Path) -> dict:
    """The settings in a backup; secrets are not among them."""
    read_manifest(path)
    with ZipFile(path) as archive:
        return json.loads(archive.read(CONFIG))
