"""Files that are old or new but never half, and what a disk says in words that tell what to do."""

import errno
import fcntl
import os
import re
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from secaudit.errors import N_, Problem, Refused

DAY = 24 * 3600  # seconds
ROOM = 1 << 20  # bytes that are written to see whether a disk takes anything

FULL = N_("%(file)s: the disk is full. Make room and run this again.")
READ_ONLY = N_("%(file)s: the disk is read-only. Mount it so that it can be written.")
NOT_OURS = N_("%(file)s cannot be read or written by this user.")
BROKEN = N_("%(file)s: the disk has a fault. Use another one.")
OURS = re.compile(r"/\.(backup|restore|drill|opened|copying)-.*|/\.[^/]+$")  # here for a while

LOCKED = N_(
    "%(file)s: another program is writing and does not end. Wait a minute and run this again; "
    "`fuser %(file)s` names it."
)
DAMAGED = N_(
    "%(file)s is damaged. Stop the server, put this file and those beside it that begin with its name "
    "into another folder, and restore the newest backup: secaudit restore FILE."
)

DISK_FAULTS = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EROFS: READ_ONLY,
    errno.EACCES: NOT_OURS,
    errno.EPERM: NOT_OURS,
    errno.ENOENT: N_("%(file)s is not there. Is the disk mounted?"),
    errno.ENOTDIR: N_("%(file)s is not there. Is the disk mounted?"),
    errno.EISDIR: N_("%(file)s is a folder. Name a file."),
    errno.EIO: BROKEN,
}

REFUSING = {
    number for number, words in DISK_FAULTS.items() if words in (FULL, READ_ONLY, NOT_OURS, BROKEN)
}

# How SQLite's code begins. Of the first four the disk itself is asked for the true reason.
OF_A_DISK = {
    "SQLITE_FULL": FULL,
    "SQLITE_IOERR": BROKEN,
    "SQLITE_CANTOPEN": NOT_OURS,
    "SQLITE_READONLY": NOT_OURS,
}
SQLITE_FAULTS = OF_A_DISK | {
    "SQLITE_BUSY": LOCKED,
    "SQLITE_LOCKED": LOCKED,
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_NOTADB": DAMAGED,
}


def lacks_room(error: OSError) -> bool:
    """The disk takes nothing, or none of those where temporary files may lie does."""
    return error.errno in REFUSING or _finds_no_temporary_folder(error)


def _finds_no_temporary_folder(error: OSError) -> bool:
    """Python has tried them all, and says so as if a file were missing."""
    return error.errno == errno.ENOENT and "temporary directory" in str(error)


def of_disk(error: OSError, where: object) -> Problem:
    """An error of the machine in words; `where` for those that do not name a file."""
    if _finds_no_temporary_folder(error):
        return Refused(FULL, file=_temporary())
    file = OURS.sub("", str(error.filename or where))
    return Refused(DISK_FAULTS.get(error.errno or 0, str(error)), file=file)


def of_sqlite(error: BaseException, file: Path, *others: Path) -> Problem | None:
    """Why SQLite does not go on with `file`, or with what it writes into the folders `others`.

    None where it is no matter of the machine.
    """
    code = next((each for each in map(_beginning, causes(error)) if each), None)
    if code is None:
        return None
    if code in OF_A_DISK:
        for folder in (file.parent, *others, _temporary()):
            if refused := refusal(folder):
                return of_disk(refused, folder)
    return Refused(SQLITE_FAULTS[code], file=file)


def is_busy(error: BaseException) -> bool:
    """Whether somebody else reads or writes at this moment."""
    return any(_beginning(each) in ("SQLITE_BUSY", "SQLITE_LOCKED") for each in causes(error))


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """A failed rollback hides the full disk that caused it."""
    while error:
        yield error
        error = error.__cause__ or error.__context__


def _beginning(error: BaseException) -> str | None:
    said = getattr(error, "sqlite_errorname", "")
    return next((code for code in SQLITE_FAULTS if said.startswith(code)), None)


def _temporary() -> Path:
    """Where SQLite and Python put what does not fit into memory."""
    return Path(os.environ.get("SQLITE_TMPDIR") or os.environ.get("TMPDIR") or "/tmp")


def refusal(folder: Path) -> OSError | None:
    """What the disk answers when a little is written there; nothing of it stays."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(ROOM))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return error
    return None


def is_read_only(path: Path) -> bool:
    """Whether its disk is mounted so."""
    return bool(os.statvfs(path).f_flag & os.ST_RDONLY)


@contextmanager
def workplace(folder: Path, prefix: str) -> Iterator[Path]:
    """A folder to work in, gone afterwards. Those of processes that were killed go first; of two that
    work at once, each keeps its own."""
    for left in folder.glob(f"{prefix}*"):
        _clear(left)
    with tempfile.TemporaryDirectory(prefix=prefix, dir=folder) as name:
        held = os.open(name, os.O_RDONLY)
        try:
            with suppress(OSError):  # a share that knows no such locks
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield Path(name)
        finally:
            os.close(held)


def _clear(left: Path) -> None:
    """Nobody works in it: it is not locked, or where there are no locks, a day old."""
    with suppress(OSError):
        held = os.open(left, os.O_RDONLY)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left, ignore_errors=True)
        except BlockingIOError:
            return
        except OSError:
            if time.time() - left.stat().st_mtime > DAY:
                shutil.rmtree(left, ignore_errors=True)
        finally:
            os.close(held)


def write_at_once(path: Path, content: bytes, mode: int = 0o666) -> None:
    """Whoever reads it meanwhile, after a power cut or on a full disk, finds the old or the new one.

    `mode`: of a new file; one that is replaced keeps its own.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            draft.chmod(stat.S_IMODE(path.stat().st_mode))
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """A new name is still there after a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
