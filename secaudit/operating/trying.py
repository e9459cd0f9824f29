"""A server that is started to see whether it answers, and stopped again."""

import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import Any

from secaudit.errors import N_
from secaudit.health.rules import Check, State
from secaudit.web.starting import base_of

NAME = N_("Server")
PATIENCE = 30  # seconds


def of_server(folder: Path, config: Mapping[str, Any]) -> Check:
    """Whether a server of this version starts on that data folder and shows the sign-in page."""
    port = _free_port()
    command = [
        sys.executable,
        "-P",  # this version, whatever lies in the folder where we were called
        "-m",
        "secaudit",
        "--data",
        str(folder),
        "serve",
        "--port",
        str(port),
    ]
    process = subprocess.Popen(
        [*command, "--workers", "1"], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )
    try:
        https, host = bool(config["CERTIFICATE"]), base_of(config).netloc
        answered = _answers(process, partial(_status, https, port, host))
    finally:
        process.terminate()
        _out, said = process.communicate(timeout=PATIENCE)
    if answered:
        return Check(NAME, State.WELL, N_("It starts and shows the sign-in page."))
    last = (said.strip().splitlines() or ["-"])[-1]
    todo = N_("Read what the server says: `secaudit serve`.")
    return Check(NAME, State.WRONG, N_("It does not start: %(text)s"), todo, {"text": last})


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _answers(process: subprocess.Popen, status: Callable[[], int]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        if status() == 200:
            return True
        time.sleep(0.1)
    return False


def _status(https: bool, port: int, host: str) -> int:
    """Of the sign-in page, asked as a proxy would; 0 where nobody listens yet."""
    forwarded = {"X-Forwarded-Host": host, "X-Forwarded-Proto": "https"}
    with closing(_connection(https, port)) as connection:
        try:
            connection.request("GET", "/sign-in", headers={"Host": host, **forwarded})
            return connection.getresponse().status
        except (OSError, HTTPException):
            return 0


def _connection(https: bool, port: int) -> HTTPConnection:
    """Its certificate was checked at the start; here it is asked by number, not by name."""
    if not https:
        return HTTPConnection("127.0.0.1", port, timeout=10)
    trusting = ssl._create_unverified_context()
    return HTTPSConnection("127.0.0.1", port, timeout=10, context=trusting)
