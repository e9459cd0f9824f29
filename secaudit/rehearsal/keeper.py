"""Beside the server: serves the copy for practice as long as there is one. `python -m` … DATA HOST PORT.

A small process of its own: it imports nothing of the product but the places, and ends with the server.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from secaudit.rehearsal.places import State, folder_of, state_of

LOOK, AGAIN = 1.0, 10.0  # seconds between two looks; before a server that ended is started again
NOT_ITS = ("SECAUDIT_", "NOTIFY_")  # the city's folder; the city's word to systemd that it listens


class Keeper:
    """At most one server of practice, on the folder that is there now."""

    def __init__(self, data: Path, host: str, port: str):
        self.data, self.host, self.port = data, host, port
        self.server: subprocess.Popen | None = None
        self.folder = 0  # its inode: a copy made anew is another folder
        self.not_before = 0.0

    def look(self) -> None:
        there = self._there()
        if self.server and (there != self.folder or self.server.poll() is not None):
            self.stop()
        if there and not self.server and time.monotonic() >= self.not_before:
            self._start(there)

    def _there(self) -> int:
        try:
            is_there = state_of(self.data) == State.THERE
            return folder_of(self.data).stat().st_ino if is_there else 0
        except OSError:
            return 0

    def _start(self, folder: int) -> None:
        command = [
            sys.executable, "-P", "-m", "secaudit", "--data", str(folder_of(self.data)),
            "serve", "--host", self.host, "--port", self.port, "--workers", "1",
        ]  # fmt: skip
        own = {key: value for key, value in os.environ.items() if not key.startswith(NOT_ITS)}
        self.server = subprocess.Popen(command, env=own, stdin=subprocess.DEVNULL)
        self.folder, self.not_before = folder, time.monotonic() + AGAIN

    def stop(self) -> None:
        if self.server:
            self.server.terminate()
            try:
                self.server.wait(25)
            except subprocess.TimeoutExpired:
                self.server.kill()
        self.server, self.folder = None, 0


def main(data: str, host: str, port: str) -> None:
    parent, keeper = os.getppid(), Keeper(Path(data), host, port)
    try:
        while os.getppid() == parent:
            keeper.look()
            time.sleep(LOOK)
    except KeyboardInterrupt:
        pass
    finally:
        keeper.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
