"""Files into one archive whose bytes depend on nothing but the files and one moment."""

import hashlib
import tarfile
from pathlib import Path

SUMS = "SHA256SUMS"


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_of(folder: Path) -> list[Path]:
    found = [each for each in folder.rglob("*") if each.is_file()]
    return sorted(found, key=lambda each: each.relative_to(folder).as_posix())


def write_sums(folder: Path) -> None:
    """As sha256sum reads them: every file but the list itself."""
    lines = [
        f"{sha256(each)}  {each.relative_to(folder).as_posix()}\n" for each in files_of(folder)
    ]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def pack(folder: Path, to: Path, at: int) -> Path:
    """One tar; not compressed again, what is large in it is already."""
    write_sums(folder)
    to.mkdir(parents=True, exist_ok=True)
    top = (folder / "NAME").read_text().strip()
    made, part = to / f"{top}.tar", to / f".{top}.part"
    with tarfile.open(part, "w", format=tarfile.USTAR_FORMAT) as archive:
        for path in files_of(folder):
            _add(archive, path, f"{top}/{path.relative_to(folder).as_posix()}", at)
    part.replace(made)
    return made


def _add(archive: tarfile.TarFile, path: Path, name: str, at: int) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime = path.stat().st_size, at
    entry.mode = 0o755 if path.suffix == ".sh" else 0o644
    entry.uname = entry.gname = "root"
    with path.open("rb") as file:
        archive.addfile(entry, file)
