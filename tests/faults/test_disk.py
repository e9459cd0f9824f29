"""A real server on a disk that is full, and in a folder that may not be written."""

import resource
import subprocess
import sys
from contextlib import contextmanager

from secaudit import schema
from secaudit.database import db
from secaudit.journal.verification import verify
from tests.faults.site import obey_rights
from tests.faults.writers import Writer, assert_nothing_lost
from tests.running import run

LONG = "台帳の更新は来月までに終える。" * 25


@contextmanager
def full_disk(site):
    """No file of the server's may grow beyond what the largest has now; then there is room again."""
    largest = max(path.stat().st_size for path in site.folder.glob("secaudit.db*"))
    for process in site.processes():
        resource.prlimit(process, resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))
    yield
    for process in site.processes():
        unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        resource.prlimit(process, resource.RLIMIT_FSIZE, unlimited)


def fill(site) -> list[int]:
    """Both clerks answer everything at length; the statuses that came back."""
    return [
        clerk.save(site.port, control, 0, LONG)[0]
        for clerk in site.clerks
        for control in clerk.controls
    ]


def test_a_full_disk_refuses_and_goes_on_when_there_is_room(sqlite_site):
    sqlite_site.start()
    with full_disk(sqlite_site):
        refused = fill(sqlite_site)
        assert 503 in refused and set(refused) <= {200, 503}
        before = verify(schema.JOURNALED)

    assert set(fill(sqlite_site)) == {200}
    assert before.good and verify(schema.JOURNALED).good
    log = sqlite_site.log.read_text()
    assert "database unavailable" in log and "OperationalError('disk I/O error')" in log


def test_saving_through_a_full_disk_loses_nothing(sqlite_site):
    sqlite_site.start()
    writers = [Writer(sqlite_site, clerk) for clerk in sqlite_site.clerks]
    for writer in writers:
        writer.start()
    for _ in range(3):
        with full_disk(sqlite_site):
            writers[0].ending.wait(0.5)
        writers[0].ending.wait(0.3)
    for writer in writers:
        writer.end()

    for writer in writers:
        assert_nothing_lost(writer)
    assert verify(schema.JOURNALED).good


@contextmanager
def unwritable(folder):
    """The folder and everything in it may be read, not written."""
    paths = [folder, *folder.iterdir()]
    modes = [path.stat().st_mode for path in paths]
    for path in reversed(paths):
        path.chmod(path.stat().st_mode & ~0o222)
    yield
    for path, mode in zip(paths, modes, strict=True):
        path.chmod(mode)


def test_a_folder_that_may_not_be_written_is_named_at_the_start(sqlite_site):
    command = [sys.executable, "-m", "secaudit", "--data", str(sqlite_site.folder), "serve"]
    with unwritable(sqlite_site.folder):
        said = subprocess.run(
            command, capture_output=True, text=True, timeout=60, preexec_fn=obey_rights, check=False
        )

    assert said.returncode == 2 and "Traceback" not in said.stderr
    assert str(sqlite_site.folder) in said.stderr and "cannot be written" in said.stderr


def small_disk(folder, *command: str) -> subprocess.CompletedProcess:
    """The command where no file can become larger than a tenth of the database."""
    room = (folder / "secaudit.db").stat().st_size // 10
    return subprocess.run(
        [sys.executable, "-m", "secaudit", "--data", str(folder), *command],
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
        check=False,
    )


def test_a_backup_that_finds_no_room_leaves_nothing(sqlite_site, tmp_path_factory):
    shelf = tmp_path_factory.mktemp("shelf")

    said = small_disk(sqlite_site.folder, "backup", str(shelf))

    assert said.returncode == 2 and "Traceback" not in said.stderr
    assert list(shelf.iterdir()) == []


def test_a_restore_that_finds_no_room_leaves_everything_as_it_was(sqlite_site, tmp_path_factory):
    backup = tmp_path_factory.mktemp("shelf") / "b.zip"
    run(sqlite_site.folder, "backup", backup)
    before = verify(schema.JOURNALED)
    db.close()

    said = small_disk(sqlite_site.folder, "restore", str(backup), "--replace")

    assert said.returncode == 2 and "Traceback" not in said.stderr
    after = verify(schema.JOURNALED)
    assert after.good and (after.size, after.root) == (before.size, before.root)
    assert not [*sqlite_site.folder.glob(".restore-*"), *sqlite_site.folder.glob("before-*")]
