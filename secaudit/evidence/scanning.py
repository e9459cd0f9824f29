"""The city's malware scanner, where it has one: a command that looks at a file before it is kept.

As clamdscan does: exit code 0 says clean, 1 infected. Anything else, or no answer in time, means
that nobody looked: then nothing is stored.
"""

import logging
import shlex
import subprocess
from pathlib import Path

from secaudit.errors import N_, Invalid

log = logging.getLogger("secaudit")

INFECTED = N_(
    "The malware scanner warns of this file. It was not stored. Do not open it again; "
    "tell the people who look after your computer."
)
NOT_LOOKED = N_(
    "The malware scanner does not answer, so the file was not stored. Record the title and where it "
    "is kept for now, and attach the file later. The administrator can see why in the log."
)
CLEAN, FOUND = 0, 1
_command: list[str] = []
_seconds = 30


def use(command: str, seconds: int) -> None:
    """From now on files are shown to that command; none if it is empty."""
    global _command, _seconds
    _command, _seconds = shlex.split(command), seconds


def refuse_infected(path: Path) -> None:
    if not _command:
        return
    code = _looked_at(path)
    if code == CLEAN:
        return
    raise Invalid(INFECTED if code == FOUND else NOT_LOOKED, field="file")


def _looked_at(path: Path) -> int:
    """The scanner's exit code; a code that means nothing, if there is none."""
    command = [*_command, str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_seconds, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        log.error("malware scanner: %r", error)
        return -1
    if done.returncode != CLEAN:
        said = (done.stdout + done.stderr)[-400:].decode("utf-8", "replace")
        log.warning("malware scanner: exit code %s: %r", done.returncode, said)
    return done.returncode
