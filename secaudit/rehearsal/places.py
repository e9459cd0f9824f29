"""Where the copy lies and how it stands: a folder within the data folder, with a lock while it is made."""

import fcntl
import os
import time
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from secaudit.errors import N_, Refused

FOLDER, LOCK, LOG = "rehearsal", "rehearsal.lock", "rehearsal.log"
GONE = ".rehearsal-gone-"


class State(StrEnum):
    NONE = "no copy"
    PREPARING = "being made"
    FAILED = "not made"
    THERE = "there"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    State.NONE: N_("There is no copy for practice."),
    State.PREPARING: N_("The copy is being made. Look again in a minute."),
    State.FAILED: N_("The copy could not be made."),
    State.THERE: N_("The copy for practice is there."),
}


def folder_of(data: Path) -> Path:
    return data / FOLDER


def is_marked(folder: Path) -> bool:
    """Only what says of itself that it is for practice, in its own config.toml, and is no link."""
    config = folder / "config.toml"
    try:
        settings = tomllib.loads(config.read_text(encoding="utf-8")) if config.is_file() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        settings = {}
    return not folder.is_symlink() and settings.get("REHEARSAL") is True


@contextmanager
def locked(data: Path) -> Iterator[int]:
    """The lock's open file, to be handed to the process that makes the copy and holds it to its end."""
    opened = os.open(data / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _take(opened)
        yield opened
    finally:
        os.close(opened)


def _take(opened: int, tries: int = 5) -> None:
    """Whoever only looks holds it for an instant; whoever makes the copy for minutes."""
    for left in reversed(range(tries)):
        try:
            return fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.02 if left else 0)
    raise Refused(LABELS[State.PREPARING])


def is_locked(data: Path) -> bool:
    if not (data / LOCK).exists():
        return False
    try:
        with locked(data):
            return False
    except Refused:
        return True


def state_of(data: Path) -> State:
    if is_locked(data):
        return State.PREPARING
    if is_marked(folder_of(data)):
        return State.THERE
    return State.FAILED if (data / LOG).exists() else State.NONE


def last_words(data: Path) -> str:
    """What the command said last when it failed."""
    try:
        lines = (data / LOG).read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return ""
    return next((line for line in reversed(lines) if line.strip()), "")[:400]


def address(config: Mapping[str, Any]) -> str:
    """Where people reach it: as the settings say, else the city's own host at the port of practice."""
    if config["REHEARSAL_URL"]:
        return config["REHEARSAL_URL"]
    base = urlsplit(config["BASE_URL"])
    host = f"[{base.hostname}]" if ":" in (base.hostname or "") else base.hostname
    return f"{base.scheme}://{host}:{config['REHEARSAL_PORT']}"
