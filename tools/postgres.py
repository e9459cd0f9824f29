"""Run a command beside a PostgreSQL server of its own, made for it and gone afterwards.

    python tools/postgres.py pytest

The command finds the server's address in TEST_POSTGRES. The server listens on a socket in its own
temporary folder and nowhere else. As root, which initdb refuses, it runs as `postgres` or `nobody`.
"""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MISSING = (
    "No PostgreSQL server found. Install one (Debian, Ubuntu: apt-get install postgresql), "
    "or put the folder of its initdb on PATH."
)
# What makes a throw-away server fast. Nothing in it has to survive a power cut.
OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "shared_buffers": "64MB",
    "timezone": "UTC",
}
PATIENCE = 30  # seconds for starting and for stopping
PR_SET_PDEATHSIG = 1


def binaries() -> Path | None:
    """The folder with initdb and postgres, the newest first."""
    return next((each for each in _candidates() if (each / "initdb").exists()), None)


def _candidates() -> Iterator[Path]:
    if found := shutil.which("initdb"):
        yield Path(found).resolve().parent
    for pattern in ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin"):
        yield from sorted(Path("/").glob(pattern.lstrip("/")), key=_number, reverse=True)
    if pg_config := shutil.which("pg_config"):
        said = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=True)
        yield Path(said.stdout.strip() or "/nonexistent")


def _number(folder: Path) -> int:
    return int("".join(filter(str.isdigit, str(folder))) or 0)


def owner() -> pwd.struct_passwd:
    """Whoever runs this; for root somebody without rights."""
    if os.getuid():
        return pwd.getpwuid(os.getuid())
    known = {each.pw_name: each for each in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


@contextmanager
def server() -> Iterator[str]:
    """The address of a fresh server in locale C and UTF-8; it stops with this block."""
    programs = binaries()
    if programs is None:
        sys.exit(MISSING)
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as name:
        folder, user = Path(name), owner()
        os.chown(folder, user.pw_uid, user.pw_gid)
        _create(programs, folder, user)
        process = _start(programs, folder, user)
        try:
            _wait(process, folder)
            yield f"postgresql://secaudit@/postgres?host={folder}"
        finally:
            _stop(process)


def _as(user: pwd.struct_passwd) -> dict:
    """How a child process becomes that user; it gets nothing of our environment but the path."""
    environment = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}
    become = {} if os.getuid() else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    return {"env": environment, "stdin": subprocess.DEVNULL, **become}


def _create(programs: Path, folder: Path, user: pwd.struct_passwd) -> None:
    command = [programs / "initdb", "-D", folder / "data", "-U", "secaudit", "--auth=trust"]
    command += ["--locale=C", "--encoding=UTF8", "--no-sync"]
    try:
        subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder, **_as(user))
    except subprocess.CalledProcessError as error:
        sys.exit(f"initdb failed: {error.stderr.strip()}")


def _start(programs: Path, folder: Path, user: pwd.struct_passwd) -> subprocess.Popen:
    command = [str(programs / "postgres"), "-D", str(folder / "data"), "-k", str(folder)]
    for name, value in OPTIONS.items():
        command += ["-c", f"{name}={value}"]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            command,
            stdout=log,
            stderr=log,
            cwd=folder,
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 - there are no threads here
            **_as(user),
        )


def _end_with_parent() -> None:
    """Should this process be killed, the server is told to stop all the same (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def _wait(process: subprocess.Popen, folder: Path) -> None:
    """Until it takes connections: the last line of its pid file says so."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        pid_file = folder / "data" / "postmaster.pid"
        if pid_file.exists() and pid_file.read_text().rstrip().endswith("ready"):
            return
        time.sleep(0.05)
    sys.exit(f"PostgreSQL did not start: {(folder / 'log').read_text()[-2000:]}")


def _stop(process: subprocess.Popen) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGINT)  # ends its sessions, then itself
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with server() as address:
        environment = os.environ | {"TEST_POSTGRES": address}
        command = subprocess.Popen(sys.argv[1:], env=environment)
        try:
            return command.wait()
        except BaseException:  # interrupted: the command goes first, then the server
            command.terminate()
            command.wait(PATIENCE)
            raise


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main())
