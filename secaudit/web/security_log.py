"""Refusals, one line of JSON each: when (UTC), what, with which result, who, from where.

What changes anything is in the journal; this is for whoever watches over the server. Values are
shortened and escaped to plain ASCII, so nobody can write a line of their own, move a terminal's cursor
or fill the disk with one request. Never in it: passwords, codes, tokens, numbers that nobody has.
"""

import json
import logging
import os
import sys
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler

from flask import g, has_request_context, request

log = logging.getLogger("secaudit.security")
LONGEST = 200


def note(what: str, result: str, who: str = "", **more) -> None:
    """Write one line. `who`: the signed-in person unless told otherwise."""
    when = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    said = {"when": when, "what": what, "result": result, "who": who or _who(), **_where(), **more}
    log.info(json.dumps({key: _short(value) for key, value in said.items()}, ensure_ascii=True))


def _who() -> str:
    actor = g.get("actor") if has_request_context() else None
    return actor.ref if actor else "nobody"


def _where() -> dict:
    if not has_request_context():
        return {"where": "command"}
    return {
        "where": request.remote_addr or "",
        "method": request.method,
        "path": request.path,
        "agent": request.headers.get("User-Agent", ""),
    }


def _short(value):
    return value if isinstance(value, int) else str(value)[:LONGEST]


class OwnerOnlyFile(WatchedFileHandler):
    """A log that only the server's user reads, and that may be moved away while it is written."""

    def emit(self, record):
        """A log that cannot be written is said on standard error; nobody is shut out for it."""
        try:
            super().emit(record)
        except OSError:
            self.handleError(record)

    def _open(self):
        def opener(path, flags):
            return os.open(path, flags, 0o600)

        return open(self.baseFilename, self.mode, encoding=self.encoding, opener=opener)


def init_app(app):
    for handler in list(log.handlers):
        log.removeHandler(handler)
        handler.close()
    path = app.config["SECURITY_LOG"] or os.path.join(app.instance_path, "security.log")
    log.addHandler(
        logging.StreamHandler(sys.stderr)
        if path == "-"
        else OwnerOnlyFile(path, encoding="ascii", delay=True)
    )
    log.setLevel(logging.INFO)
