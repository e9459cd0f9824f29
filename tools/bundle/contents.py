"""What lies where in the archive."""

import json
import shutil
from pathlib import Path
from zipfile import ZipFile

from packaging.utils import parse_wheel_filename

from tools.bundle import sbom
from tools.bundle.packing import sha256

COPIED = ("docs", "README.md", "README.ja.md", "THIRD_PARTY.md")
LICENCE_NAMES = ("LICEN", "COPYING", "NOTICE", "AUTHORS")


def lay_out(source: Path, to: Path, own: Path, needed: list[Path], at: int) -> None:
    _name, version, *_rest = parse_wheel_filename(own.name)
    shutil.copytree(source / "deploy", to)
    (to / "NAME").write_text(f"secaudit-{version}\n")
    (to / "VERSION").write_text(f"{version}\n")
    for each in COPIED:
        copy = shutil.copytree if (source / each).is_dir() else shutil.copy
        copy(source / each, to / each)
    for language in ("ja", "en"):  # read before anything is installed
        shutil.copytree(source / "secaudit/manual" / language, to / "manual" / language)
    _put_wheels(to, own, needed)
    _put_licences(to / "licences", source, needed)
    said = sbom.bill(str(version), own, needed, source / "THIRD_PARTY.md", at)
    (to / "sbom.cdx.json").write_text(json.dumps(said, indent=1, ensure_ascii=False) + "\n")


def _put_wheels(to: Path, own: Path, needed: list[Path]) -> None:
    """pip installs what the list names by its hash, and our own wheel like any other."""
    (to / "wheels").mkdir()
    for wheel in [own, *needed]:
        shutil.copy(wheel, to / "wheels" / wheel.name)
    name, version, *_rest = parse_wheel_filename(own.name)
    with (to / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write(f"{name}=={version} \\\n    --hash=sha256:{sha256(own)}\n")


def _put_licences(to: Path, source: Path, needed: list[Path]) -> None:
    for wheel in needed:
        name, version, *_rest = parse_wheel_filename(wheel.name)
        with ZipFile(wheel) as packed:
            for each in filter(is_licence, packed.namelist()):
                _write(to / f"{name}-{version}" / Path(each).name, packed.read(each))
    for each in sorted((source / "secaudit").rglob("*")):
        if each.is_file() and each.name.startswith(("OFL", "LICENSE")):
            _write(to / each.parent.name / each.name, each.read_bytes())


def is_licence(name: str) -> bool:
    """A wheel keeps them in its own description folder, not in its code."""
    last = name.rpartition("/")[2].upper()
    return ".dist-info/" in name and last.startswith(LICENCE_NAMES)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
