"""The city's folder on disk: read whole, written a file at a time, each at once or not at all."""

from pathlib import Path

from secaudit.disks import sync_folder, write_at_once
from secaudit.editing.files import Files, hashes
from secaudit.errors import N_, Refused

NOT_TEXT = N_("The file %(name)s is not UTF-8. Save it as UTF-8, or take it out of the folder.")
CHANGED_ON_DISK = N_(
    "The files of the city's own rules were changed on the server meanwhile (%(names)s). "
    "Drop this edition and publish it anew."
)


def read_folder(folder: str | Path) -> Files:
    """All YAML files by name; nothing else in the folder is looked at."""
    found = {}
    for path in sorted(Path(folder).glob("*.yaml")):
        try:
            found[path.name] = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            raise Refused(NOT_TEXT, name=path.name) from error
    return found


def refuse_changed(folder: str | Path, base: dict[str, str], new: Files) -> None:
    """Each file is as it was when the edition was made, or already as it shall be."""
    now, wanted = hashes(read_folder(folder)), hashes(new)
    odd = [
        name
        for name in {*now, *base}
        if now.get(name) != base.get(name) and now.get(name) != wanted.get(name)
    ]
    if odd:
        raise Refused(CHANGED_ON_DISK, names=", ".join(sorted(odd)))


def write_folder(folder: str | Path, files: Files) -> None:
    """The folder has these YAML files and no others; unchanged ones are not touched."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    before = read_folder(folder)
    for name, content in files.items():
        if before.get(name) != content:
            write_at_once(folder / name, content.encode())
    for name in before.keys() - files.keys():
        (folder / name).unlink()
    sync_folder(folder)
