"""Two clerks who save as fast as they can, and who remember what was acknowledged."""

import json
import threading
from collections import defaultdict
from itertools import count, cycle
from time import monotonic

from secaudit.database import db
from secaudit.journal.models import JournalPayload
from tests.faults.site import NO_ANSWER, PATIENCE, Clerk, Site


class Writer(threading.Thread):
    """Saves question after question. Each text is written once, so it can be told from all others."""

    numbers = count(1)

    def __init__(self, site: Site, clerk: Clerk):
        super().__init__(daemon=True)
        self.site, self.clerk, self.ending = site, clerk, threading.Event()
        self.versions: dict[str, int] = defaultdict(int)
        self.acknowledged: list[tuple[str, int, str]] = []  # control, version, text
        self.attempted: set[str] = set()
        self.surprises: list[tuple[int, dict]] = []

    def run(self) -> None:
        for control in cycle(self.clerk.controls[:12]):
            if self.ending.is_set():
                return
            self._save(control, f"{next(self.numbers)}回目の保存です。")

    def _save(self, control: str, text: str) -> None:
        """Until it is acknowledged or somebody ends this; what happened to a lost save is unknown."""
        self.attempted.add(text)
        while not self.ending.is_set():
            try:
                status, said = self.clerk.save(
                    self.site.port, control, self.versions[control], text
                )
            except NO_ANSWER:
                self.ending.wait(0.01)
                continue
            if status == 200:
                self.versions[control] = said["version"]
                self.acknowledged.append((control, said["version"], text))
            elif status == 409:
                self.versions[control] = said["theirs"]["version"]
                continue
            elif status != 503:
                self.surprises.append((status, said))
            return

    def wait_for_another(self) -> None:
        """Until one more save was acknowledged."""
        so_far, deadline = len(self.acknowledged), monotonic() + PATIENCE
        while len(self.acknowledged) == so_far and monotonic() < deadline:
            self.ending.wait(0.005)
        assert len(self.acknowledged) > so_far, self.surprises

    def end(self) -> None:
        self.ending.set()
        self.join(60)


def stored(sheet: int) -> dict[str, list[tuple[str, int]]]:
    """Every text that the journal has for that sheet, with control and version."""
    found = defaultdict(list)
    for payload in JournalPayload.select():
        for row in json.loads(payload.body)["rows"]:
            if row.get("sheet_id") == sheet and "control" in row and "reason" in row:
                found[row["reason"]].append((row["control"], row["version"]))
    db.close()
    return found


def assert_nothing_lost(writer: Writer) -> None:
    """Acknowledged, hence stored, in that version; stored, hence attempted, and once."""
    assert not writer.surprises
    found = stored(writer.clerk.sheet)
    for control, version, text in writer.acknowledged:
        assert found[text] == [(control, version)]
    assert set(found) <= writer.attempted
    assert all(len(places) == 1 for places in found.values())
