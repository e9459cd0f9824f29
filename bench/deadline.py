"""`python -m bench.deadline`: the last hour before the deadline, on the real server.

A large city; for a minute 110 requests a second, of these 66 saves and 5 sign-ins, from a process
of their own, while a backup and an export run. Afterwards every acknowledged answer is looked for.
Stops by itself; exit code 1 where a figure was missed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from math import ceil
from pathlib import Path
from socket import socket
from time import monotonic, sleep
from urllib.request import urlopen

from flask import Flask

from bench.city import city_of
from secaudit.access.guard import COMMAND
from secaudit.access.roles import Role
from secaudit.accounts import sessions
from secaudit.accounts.actions import issue_code, use_code
from secaudit.accounts.purposes import Purpose
from secaudit.calendar import clock
from secaudit.database import db
from secaudit.people.models import Assignment, Person
from secaudit.selfcheck.kinds import Form
from secaudit.selfcheck.models import Answer, Period, Sheet
from secaudit.selfcheck.states import EDITABLE

RATES = {"save": 66, "sign in": 5, "read": 34}  # and each sign-in reads its page: 110 a second
LIMITS = {"read": 300, "save": 500}  # milliseconds, of 95 in 100
CLERKS, GUESTS = 64, 20
PASSWORD = "shiosai ga kikoeru machi"  # of this city only; it is thrown away
RUN = [sys.executable, "-m", "secaudit"]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--departments", type=int, default=200)
    options.add_argument("--years", type=int, default=1, help="frozen years before this one")
    options.add_argument("--seconds", type=int, default=60)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--data", type=Path, help="keep the city here and use it again")
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        folder = chosen.data or Path(passing) / "city"
        app = city_of(folder, chosen.departments, chosen.years)
        plan = people(app) | {"seconds": chosen.seconds, "rates": RATES, "port": free_port()}
        before = os.getloadavg()[0]
        with serving(folder, plan["port"], chosen.workers):
            said, beside = hour(folder, Path(passing), plan)
        found = result(app, said, beside) | {"load before": round(before, 2)}
    print(json.dumps(found) if chosen.json else printed(found))
    return 0 if found["good"] else 1


# --- who comes --------------------------------------------------------------------------------


def people(app: Flask) -> dict:
    """Clerks in the middle of their sheets, each signed in, and colleagues about to sign in."""
    with app.test_request_context():
        period = Period.select().order_by(Period.fiscal_year.desc()).get()
        mine = (
            (Sheet.period == period) & Sheet.state.in_(EDITABLE) & (Sheet.form == Form.DEPARTMENT)
        )
        sheets = list(Sheet.select().where(mine).order_by(Sheet.position).limit(CLERKS))
        with db.atomic():
            answering = [(sheet, holder(sheet.unit_id)) for sheet in sheets]
            clerks = [clerk(sheet, person) for sheet, person in answering]
            guests = [guest(person) for person in others([person for _, person in answering])]
    db.close_all()
    return {"clerks": clerks, "guests": guests}


def holder(unit: int) -> Person:
    held = (Assignment.unit == unit) & (Assignment.role == Role.CONTACT)
    return Person.select().join(Assignment, on=Assignment.person == Person.id).where(held).get()


def others(clerks: list[Person]) -> list[Person]:
    """Setting a password ends the sessions somebody has: those who sign in are not those who answer."""
    answering = [each.id for each in clerks]
    rest = Person.select().where(Person.id.not_in(answering) & Person.left_on.is_null())
    return list(rest.order_by(-Person.id).limit(GUESTS))


def clerk(sheet: Sheet, person: Person) -> dict:
    versions = {row.control: row.version for row in Answer.select().where(Answer.sheet == sheet)}
    at = f"/self-check/sheets/{sheet.id}"
    chapters = dict.fromkeys(control.rpartition("-")[0] for control in sheet.questions)
    return {
        "id": sheet.id,
        "sheet": at,
        "cookie": signed_in(person),
        "questions": [[control, versions.get(control, 0)] for control in sheet.questions],
        "pages": [f"{at}/{chapter}" for chapter in chapters],
    }


def signed_in(person: Person) -> str:
    session = sessions.BrowserSession()
    sessions.start(session, person)
    return sessions.MARK + session.token


def guest(person: Person) -> dict:
    at, now = clock.now(), clock.real_now()
    code = issue_code(person, Purpose.FIRST, by=COMMAND, at=at, now=now)
    use_code(person.number, code, PASSWORD, "127.0.0.1", at=at, now=now)
    return {"number": person.number, "password": PASSWORD, "blank": ""}


# --- the hour ---------------------------------------------------------------------------------


def free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(folder: Path, port: int, workers: int) -> Iterator[None]:
    """The server as `secaudit serve` runs it, until the block ends."""
    where = ["--data", str(folder), "--port", str(port), "--workers", str(workers)]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen([*RUN, "serve", *where], stdout=quiet, stderr=quiet)
    try:
        wait_for(f"http://127.0.0.1:{port}/sign-in", server)
        yield
    finally:
        server.terminate()
        server.wait(30)


def wait_for(address: str, server: subprocess.Popen) -> None:
    end = monotonic() + 60
    while monotonic() < end and server.poll() is None:
        try:
            with urlopen(address, timeout=5):
                return
        except OSError:
            sleep(0.3)
    raise SystemExit("The server did not start.")


def hour(folder: Path, passing: Path, plan: dict) -> tuple[dict, dict[str, float]]:
    """What the crowd says, and how long backup and export took beside it."""
    crowd = subprocess.Popen(
        [sys.executable, "-m", "bench.crowd"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert crowd.stdin and crowd.stdout
    crowd.stdin.write(json.dumps(plan).encode())
    crowd.stdin.close()
    sleep(3 + plan["seconds"] / 6)
    data = ["--data", str(folder)]
    beside = {
        "backup": ["backup", str(passing / "backup.zip"), *data],
        "export": ["export", "answers", "--output", str(passing / "answers.csv"), *data],
    }
    with ThreadPoolExecutor() as pool:
        running = {name: pool.submit(taking, command) for name, command in beside.items()}
        said = json.loads(crowd.stdout.read())
        crowd.wait(30)
        return said, {name: each.result() for name, each in running.items()}


def taking(command: list[str]) -> float:
    """How many seconds a command took; it must succeed."""
    begin = monotonic()
    subprocess.run([*RUN, *command], check=True, capture_output=True, timeout=180)
    return round(monotonic() - begin, 1)


# --- what came of it --------------------------------------------------------------------------


def result(app: Flask, said: dict, beside: dict[str, float]) -> dict:
    times: dict[str, list[float]] = {kind: [] for kind in ("read", "save", "sign in")}
    statuses: dict[str, int] = {}
    for kind, seconds, status in said["asked"]:
        times[kind].append(seconds * 1000)
        statuses[str(status)] = statuses.get(str(status), 0) + 1
    found = {kind: figures(some) for kind, some in times.items()}
    lost = missing(app, said["saved"])
    failed = sum(number for status, number in statuses.items() if status == "0" or status >= "400")
    kept = all(found[kind]["p95"] <= limit for kind, limit in LIMITS.items())
    return {
        **found,
        "requests a second": round(len(said["asked"]) / said["lasted"], 1),
        "seconds": round(said["lasted"], 1),
        "statuses": statuses,
        "failed": failed,
        "acknowledged": said["acknowledged"],
        "lost": lost,
        "done after (s)": beside,
        "good": kept and not failed and not lost,
    }


def figures(some: list[float]) -> dict[str, float]:
    ordered = sorted(some) or [0.0]
    at = {name: ordered[ceil(len(ordered) * share) - 1] for name, share in SHARES.items()}
    return {"count": len(some)} | {name: round(value, 1) for name, value in at.items()}


SHARES = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}


def missing(app: Flask, saved: dict[str, list]) -> int:
    """Acknowledged answers that are not in the database as they were acknowledged."""
    with app.app_context():
        rows = Answer.select().where(Answer.sheet.in_({int(key.split("/")[0]) for key in saved}))
        stored = {f"{r.sheet_id}/{r.control}": [r.value.value, r.reason, r.version] for r in rows}
    return sum(stored.get(key) != value for key, value in saved.items())


def printed(found: dict) -> str:
    lines = [f"{kind:8} {found[kind]}" for kind in ("read", "save", "sign in")]
    rest = {key: value for key, value in found.items() if key not in ("read", "save", "sign in")}
    return "\n".join([*lines, *(f"{key}: {value}" for key, value in rest.items())])


if __name__ == "__main__":
    sys.exit(main())
