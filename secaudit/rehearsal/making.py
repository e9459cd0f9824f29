"""Making the copy in a process of its own, and taking it away at one stroke."""

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

from secaudit.disks import of_disk, refusal
from secaudit.errors import N_, Refused
from secaudit.rehearsal import places

NOT_MARKED = N_("%(folder)s is no copy for practice. Nothing was touched.")
THERE = N_("There is a copy for practice already. Throw it away first.")


def make(data: Path, base_url: str) -> None:
    """Begin to copy; the lock is held by the process that does it, until it ends."""
    if refused := refusal(data):  # it could not even write down why it failed
        raise of_disk(refused, data)
    with places.locked(data) as lock:
        if places.folder_of(data).exists():
            raise Refused(THERE)
        with (data / places.LOG).open("wb") as log:
            made = subprocess.Popen(
                command(data, base_url), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                pass_fds=(lock,), start_new_session=True,
            )  # fmt: skip
    threading.Thread(target=made.wait, daemon=True).start()  # so that it leaves no dead process


def command(data: Path, base_url: str) -> list[str]:
    here = [
        sys.executable,
        "-P",
        "-m",
        "secaudit",
        "--data",
        str(data),
    ]  # this version, and no other
    return [*here, "rehearse", "begin", "--to", str(places.folder_of(data)), "--base-url", base_url]


def throw_away(data: Path) -> None:
    """The folder is gone from its place before anything of it is deleted: nothing is half there."""
    folder = places.folder_of(data)
    with places.locked(data):
        if folder.exists() and not places.is_marked(folder):
            raise Refused(NOT_MARKED, folder=folder)
        if folder.exists():
            folder.rename(data / f"{places.GONE}{os.getpid()}")
        (data / places.LOG).unlink(missing_ok=True)
        for left in data.glob(f"{places.GONE}*"):  # also of one that was killed
            shutil.rmtree(left, ignore_errors=True)
