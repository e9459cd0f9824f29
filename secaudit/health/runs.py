"""When what has to be done regularly was done last on this machine: `last-runs.json` in its data
folder. No record of the city: whoever moves to another machine begins anew."""

import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from secaudit.disks import write_at_once
from secaudit.health.rules import Run

FILE = "last-runs.json"


def note(folder: Path, key: str, good: bool, at: datetime) -> None:
    """Where it cannot be written the run itself has still been done; nothing is said."""
    known = _raw(folder) | {key: {"at": at.isoformat(timespec="seconds"), "good": good}}
    with suppress(OSError):
        write_at_once(folder / FILE, json.dumps(known, indent=1).encode())


def last(folder: Path, key: str) -> Run | None:
    """None where it never ran, or what was noted cannot be read."""
    try:
        known = _raw(folder)[key]
        return Run(datetime.fromisoformat(known["at"]), known["good"] is True)
    except (KeyError, TypeError, ValueError):
        return None


def _raw(folder: Path) -> dict:
    try:
        known = json.loads((folder / FILE).read_text())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}
