"""The crowd of the deadline hour: a process of its own that asks a running server, at given rates.

It reads its plan as JSON from stdin and writes what happened as JSON to stdout. Requests have a
time at which they are due; a late answer counts from then on, also where the crowd itself waited.
"""

import json
import re
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from random import Random
from time import monotonic, sleep
from typing import Any
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PATIENCE = 30  # seconds until a request is given up
ANSWERS = (
    ("implemented", ""),
    ("partial", "年内に様式を直す。"),
    ("not implemented", "予定がない。"),
)


@dataclass
class Happened:
    """What one visitor saw: (kind, seconds, status) and the answers that were acknowledged."""

    asked: list[tuple[str, float, int]] = field(default_factory=list)
    saved: dict[str, list] = field(default_factory=dict)  # sheet/control → value, reason, version
    acknowledged: int = 0


class Visitor(threading.Thread):
    """Somebody with one browser and a list of moments at which they do something."""

    def __init__(self, port: int, start: float, moments: list[tuple[float, str]], given: dict):
        super().__init__(daemon=True)
        self.port, self.start_at, self.moments, self.given = port, start, moments, given
        self.happened, self.dice = Happened(), Random(str(given))
        self.connection: HTTPConnection | None = None
        self.cookie, self.token = given.get("cookie", ""), ""
        self.questions = [[c, version] for c, version in given.get("questions", [])]

    def run(self) -> None:
        for due, kind in self.moments:
            sleep(max(0.0, self.start_at + due - monotonic()))
            DOES[kind](self, self.start_at + due)

    def ask(self, kind: str, due: float, method: str, path: str, body=None, headers=None):
        """The answer's status, text and headers; 0 where none came."""
        status, text, seen = self._ask(method, path, body, headers or {})
        self.happened.asked.append((kind, monotonic() - due, status))
        return status, text, seen

    def _ask(self, method: str, path: str, body, headers: dict) -> tuple[int, str, Any]:
        headers = {"Cookie": f"secaudit={self.cookie}", "Accept-Encoding": "identity"} | headers
        for _ in range(1 if self.connection is None else 2):  # an idle one may have been closed
            try:
                return self._once(method, path, body, headers)
            except (OSError, HTTPException):
                self.connection = None
        return 0, "", {}

    def _once(self, method: str, path: str, body, headers: dict) -> tuple[int, str, Any]:
        if self.connection is None:
            self.connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read().decode(), answer.headers


# --- what visitors do -------------------------------------------------------------------------


def read(who: Visitor, due: float) -> None:
    path = who.dice.choice(who.given["pages"])
    status, text, _seen = who.ask("read", due, "GET", path)
    found = TOKEN.search(text) if status == 200 else None
    who.token = found[1] if found else who.token


def save(who: Visitor, due: float) -> None:
    """One answer in the background, as the script of the page sends it."""
    question = who.questions[who.dice.randrange(len(who.questions))]
    value, reason = who.dice.choice(ANSWERS)
    given = {"version": question[1], "value": value, "reason": reason}
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    path = f"{who.given['sheet']}/answers/{question[0]}"
    body = json.dumps(given).encode()
    status, text, _ = who.ask("save", due, "PUT", path, body, headers | {"X-CSRFToken": who.token})
    if status == 200:
        question[1] = json.loads(text)["version"]
        who.happened.acknowledged += 1
        who.happened.saved[f"{who.given['id']}/{question[0]}"] = [value, reason, question[1]]


def sign_in(who: Visitor, due: float) -> None:
    """A stranger's browser: the page, then number and password."""
    who.cookie = who.given["blank"]
    _status, text, seen = who.ask("read", due, "GET", "/sign-in")
    found = TOKEN.search(text)
    if found is None:
        return
    cookies = [each.split(";")[0] for each in seen.get_all("Set-Cookie") or []]
    if cookies:
        who.cookie = cookies[0].partition("=")[2]
    typed = {
        "csrf_token": found[1],
        "number": who.given["number"],
        "password": who.given["password"],
    }
    who.ask("sign in", monotonic(), "POST", "/sign-in", urlencode(typed), FORM)


DOES: dict[str, Callable[[Visitor, float], None]] = {"read": read, "save": save, "sign in": sign_in}


# --- the hour ---------------------------------------------------------------------------------


def moments(plan: dict) -> list[list[tuple[float, str]]]:
    """Which visitor does what when: an even rate of each kind, shared out in turn."""
    clerks, guests = len(plan["clerks"]), len(plan["guests"])
    found: list[list[tuple[float, str]]] = [[] for _ in range(clerks + guests)]
    for kind, rate, first, many in shares(plan["rates"], clerks, guests):
        for number in range(int(rate * plan["seconds"])):
            found[first + number % many].append((number / rate, kind))
    for clerk in found[:clerks]:
        clerk.append((-1.0, "read"))  # the page must be open before anything can be answered
    return [sorted(each) for each in found]


def shares(rates: dict, clerks: int, guests: int) -> Iterator[tuple[str, float, int, int]]:
    yield "save", rates["save"], 0, clerks
    yield "read", rates["read"], 0, clerks
    yield "sign in", rates["sign in"], clerks, guests


def main() -> None:
    plan = json.load(sys.stdin)
    start = monotonic() + 3
    people = [*plan["clerks"], *plan["guests"]]
    visitors = [
        Visitor(plan["port"], start, when, who)
        for when, who in zip(moments(plan), people, strict=True)
    ]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join(plan["seconds"] + 2 * PATIENCE)
    every = [visitor.happened for visitor in visitors]
    said = {
        "asked": [each for one in every for each in one.asked],
        "saved": {key: value for one in every for key, value in one.saved.items()},
        "acknowledged": sum(one.acknowledged for one in every),
        "lasted": monotonic() - start,
    }
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main()
