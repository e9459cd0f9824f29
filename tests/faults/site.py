"""A server of its own, as `secaudit serve` runs it, with a city whose clerks answer over HTTP."""

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from secaudit.app import create_app
from secaudit.calendar import clock
from secaudit.database import db
from secaudit.launching import make_tables
from secaudit.organisation import settings
from tests import city as example
from tests.conftest import TODAY
from tests.page import Browser
from tests.running import configure, free_port
from tests.selfcheck.story import opened, sheet_of

PATIENCE = 20  # seconds until a server that starts must answer
PR_CAPBSET_DROP, OVERRIDES = 24, (1, 2)  # root's way around the rights of files


@dataclass
class Clerk:
    """Somebody who is signed in, with the sheet of the department."""

    cookie: str
    token: str
    sheet: int
    controls: list[str]

    def save(self, port: int, control: str, version: int, reason: str) -> tuple[int, dict]:
        """One answer in the background: status and what the server says. Raises OSError or
        HTTPException where no answer came."""
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request(
                "PUT",
                f"/self-check/sheets/{self.sheet}/answers/{control}",
                json.dumps({"version": version, "value": "partial", "reason": reason}),
                {
                    "Cookie": f"secaudit={self.cookie}",
                    "X-CSRFToken": self.token,
                    "Content-Type": "application/json",
                    "Accept": "application/json",
                },
            )
            response = connection.getresponse()
            return response.status, json.loads(response.read() or b"{}")
        finally:
            connection.close()


@dataclass
class Site:
    folder: Path
    port: int
    clerks: list[Clerk]
    process: subprocess.Popen | None = None
    log: Path = field(init=False)

    def __post_init__(self):
        self.log = self.folder / "server.log"

    def start(self, **options) -> None:
        command = [sys.executable, "-m", "secaudit", "--data", str(self.folder), "serve"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--port", str(self.port)],
                stdout=log,
                stderr=log,
                start_new_session=True,
                **options,
            )
        self._wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.02)
        raise AssertionError(self.log.read_text()[-2000:])

    def kill(self) -> None:
        """Every process of the server at once, in the middle of whatever it does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.kill()

    def processes(self) -> list[int]:
        """The first process and its children."""
        own = self.process.pid
        children = Path(f"/proc/{own}/task/{own}/children").read_text().split()
        return [own, *map(int, children)]


def build(folder: Path, url: str) -> list[Clerk]:
    """A city whose self-check is open, and two clerks who are signed in."""
    app = create_app(configure(folder, url, **settings_of(free_port())))
    settings.forget()
    with app.app_context():
        make_tables()
        city = example.build()
        period = opened(city)
    clerks = [clerk(app, city.hanako, sheet_of(period, city.citizens))]
    clerks.append(clerk(app, city.yamamoto, sheet_of(period, city.tax)))
    db.close_all()
    clock.shift(0)
    return clerks


def settings_of(port: int) -> dict:
    """The business day is that of all tests; sessions run by the real clock."""
    offset = int((TODAY.replace(tzinfo=None) - clock.real_now()).total_seconds())
    return {"DEMO": True, "CLOCK_OFFSET": offset, "BASE_URL": f"http://127.0.0.1:{port}"}


@contextmanager
def site(folder: Path, url: str, clerks: list[Clerk]):
    """A server on that database, not started yet; our own tables are the same."""
    port = free_port()
    create_app(configure(folder, url, **settings_of(port)))
    here = Site(folder, port, clerks)
    try:
        yield here
    finally:
        here.stop()
        db.close_all()
        clock.shift(0)


def clerk(app, person, sheet) -> Clerk:
    browser = Browser(app, person)
    cookie = browser.client.get_cookie("secaudit").value
    return Clerk(cookie, browser.token(), sheet.id, list(sheet.questions))


def obey_rights() -> None:
    """In a child process of root: files that may not be written cannot be written."""
    if os.getuid() == 0:
        for each in OVERRIDES:
            ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, each, 0, 0, 0)


NO_ANSWER = (OSError, HTTPException, ValueError)
