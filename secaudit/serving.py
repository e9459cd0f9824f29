"""The server process: gunicorn with our application, on one address."""

import os
import ssl
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from secaudit.calendar import clock
from secaudit.database import db
from secaudit.errors import N_, Refused
from secaudit.web.certificates import refuse_unfit
from secaudit.web.starting import base_of, is_loopback


class Server(BaseApplication):
    """Processes rather than threads: rendering pages is work for the processor."""

    def __init__(self, app: Flask, options: dict):
        self.application, self.options = app, options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.application


def run(app: Flask, host: str, port: int, workers: int) -> None:
    """Serve until stopped. The example city never listens beyond this machine."""
    if app.config["DEMO"] and not is_loopback(host):
        raise Refused(N_("The example city serves this machine only."))
    if not is_loopback(host) and app.config["BASE_URL"].startswith("http:"):
        raise Refused(N_("Plain http is allowed on this machine only. Give an https BASE_URL."))
    _beside = serve_practice_beside(app, host)
    db.close_all()  # a connection must not be shared by the processes that are about to be born
    Server(app, options(host, port, workers) | tls(app.config)).run()


def serve_practice_beside(app: Flask, host: str) -> subprocess.Popen | None:
    """A small process that serves the copy for practice while there is one; it ends with this one."""
    if app.config["DEMO"] or app.config["REHEARSAL"]:
        return None
    where = [app.instance_path, host, str(app.config["REHEARSAL_PORT"])]
    return subprocess.Popen([sys.executable, "-P", "-m", "secaudit.rehearsal.keeper", *where])


def options(host: str, port: int, workers: int) -> dict:
    return {
        "bind": f"{host}:{port}" if ":" not in host else f"[{host}]:{port}",
        "workers": workers,
        "threads": 2,
        "timeout": 60,
        "graceful_timeout": 20,
        "max_requests": 20_000,
        "max_requests_jitter": 2_000,
        "limit_request_line": 8190,
        "header_map": "drop",  # X_Remote_User would be heard as X-Remote-User
        "control_socket_disable": True,  # nothing but the pages listens
        "worker_tmp_dir": "/dev/shm" if os.access("/dev/shm", os.W_OK) else None,
    }


def tls(config: Mapping[str, Any]) -> dict[str, Any]:
    """https by the server itself, where a certificate is named."""
    certificate, key = config["CERTIFICATE"], config["CERTIFICATE_KEY"]
    if not certificate:
        return {}
    name = base_of(config).hostname or ""
    refuse_unfit(Path(certificate), Path(key), name, clock.real_now())
    return {"certfile": certificate, "keyfile": key, "ssl_context": modern}


def modern(_config, default: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    """TLS 1.2 and newer."""
    context = default()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
