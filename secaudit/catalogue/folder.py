"""The files of a catalogue's folder: which they are, and their bytes. Nothing outside it is read."""

from collections.abc import Iterator
from pathlib import Path

from secaudit.catalogue.document import Document
from secaudit.catalogue.limits import Budget
from secaudit.catalogue.problems import Problem
from secaudit.catalogue.strict import MAX_BYTES, read, too_big
from secaudit.errors import N_

HEAD = "catalog.yaml"
MAX_FILES = 300

NO_FOLDER = (N_("The folder does not exist."), N_("Check its name."))
NO_HEAD = (N_("The file does not exist."), N_("Write the head of the catalogue into it."))
OUTSIDE = (
    N_("The file is a link to something outside the folder."),
    N_("Put the file itself into the folder."),
)
ENDING = (N_("The file would not be read."), N_("Let its name end in .yaml."))
TOO_MANY_FILES = (
    N_("The folder has more than %(limit)s files."),
    N_("Make two catalogues of it."),
)
CANNOT_READ = (N_("The file cannot be read (%(reason)s)."), N_("Check who may read it."))


def files_of(folder: Path, head: str | None = HEAD) -> Iterator[tuple[str, bytes] | Problem]:
    """Each file's name and content, or what keeps it from being read. `head` must be there."""
    if not folder.is_dir():
        yield Problem(".", 0, 0, *NO_FOLDER)
        return
    paths = [path for path in sorted(folder.iterdir()) if is_ours(path)]
    if head and head not in {path.name for path in paths}:
        yield Problem(head, 0, 0, *NO_HEAD)
    if len(paths) > MAX_FILES:
        yield Problem(".", 0, 0, *TOO_MANY_FILES, {"limit": MAX_FILES})
    for path in paths[:MAX_FILES]:
        yield content_of(path, folder)


def documents_of(
    folder: Path, head: str | None = HEAD
) -> tuple[list[Document], list[Problem], Problem | None]:
    """The files as far as they can be read; what keeps others from it; what is too much.

    Beyond the budget nothing more is read, and nobody looks at what was.
    """
    documents, problems, budget = [], [], Budget()
    for each in files_of(folder, head):
        if isinstance(each, Problem):
            problems.append(each)
        else:
            documents.append(read(each[1], each[0]))
            if excess := budget.spent(documents[-1]):
                return documents, problems, excess
    return documents, problems, None


def is_ours(path: Path) -> bool:
    yaml = path.suffix.lower() in (".yaml", ".yml")
    return yaml and not path.name.startswith(".") and (path.is_file() or path.is_symlink())


def content_of(path: Path, folder: Path) -> tuple[str, bytes] | Problem:
    if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
        return Problem(path.name, 0, 0, *OUTSIDE)
    if path.suffix != ".yaml":
        return Problem(path.name, 0, 0, *ENDING)
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            return too_big(path.name, path.stat().st_size, content)
        return path.name, content
    except OSError as error:
        return Problem(path.name, 0, 0, *CANNOT_READ, {"reason": error.strerror or str(error)})
