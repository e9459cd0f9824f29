"""Every form that a person finds, sent while the database takes nothing: what was typed stands on the
page that answers, the log names the true cause, and the same form goes through afterwards."""

import html
import re
import shutil
import sqlite3
from contextlib import closing, contextmanager
from itertools import cycle
from urllib.parse import urlsplit

import pytest
import time_machine

from secaudit import schema
from secaudit.database import db
from secaudit.journal.models import JournalEntry
from secaudit.journal.verification import verify
from secaudit.people.models import Person
from tests.browser.conftest import app_on
from tests.conftest import TODAY
from tests.page import Browser

TYPED = "停電の直前に書いた文章。"
ENDS = {"accounts.sign_out", "accounts.end_sessions", "web.language"}  # nothing is typed there
MANY = 40  # forms that would have been kept
WRITTEN = {"text", "search", ""}


@pytest.fixture
def app(shiomi, tmp_path):
    shutil.copy(shiomi / "t.db", tmp_path / "t.db")
    with time_machine.travel(TODAY, tick=True):
        yield app_on(tmp_path)
        db.close_all()


@contextmanager
def another_writes():
    with closing(sqlite3.connect(db.obj.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def read_only():
    db.execute_sql("PRAGMA query_only = on")
    yield
    db.execute_sql("PRAGMA query_only = off")


@contextmanager
def no_room():
    (pages,) = db.execute_sql("PRAGMA page_count").fetchone()
    db.execute_sql(f"PRAGMA max_page_count = {pages}")
    yield
    db.execute_sql("PRAGMA max_page_count = 1073741823")


FAULTS = {"locked": another_writes, "readonly": read_only, "full": no_room}


def forms(page: str) -> list[tuple[str, str]]:
    """(address, inside) of each that posts."""
    found = re.findall(
        r'<form[^>]*method="post"(?:[^>]*action="([^"]*)")?[^>]*>(.*?)</form>', page, re.DOTALL
    )
    return [(html.unescape(address), inside) for address, inside in found]


def filled(inside: str) -> dict[str, str]:
    """The form as somebody fills it: words where words are wanted, the first of what is offered."""
    data: dict[str, str] = {}
    for tag, attributes, content in re.findall(
        r"<(input|textarea|select)\b([^>]*)>(?:(.*?)</\1>)?", inside, re.DOTALL
    ):
        at = dict(re.findall(r'([\w-]+)="([^"]*)"', attributes))
        if name := at.get("name"):
            data.setdefault(name, value_for(tag, name, at, content))
    return {html.unescape(name): html.unescape(value) for name, value in data.items()}


def value_for(tag: str, name: str, at: dict[str, str], content: str) -> str:
    kind, there = at.get("type", ""), at.get("value", "")
    if tag == "select":
        offered = re.findall(r'<option[^>]*value="([^"]+)"', content)
        return offered[0] if offered else ""
    if tag == "textarea":
        return TYPED
    if kind in WRITTEN and not there:
        return "2026-12-18" if re.search(r"(_on|_from|_to|_date|date|until)$", name) else TYPED
    return there


def found_forms(app, visits):
    """(endpoint, browser, address, data) of each form, from the pages that have one."""
    adapter, done, browsers = app.url_map.bind("127.0.0.1"), set(ENDS), {}
    for visit in with_forms(visits):
        if visit.person not in browsers:
            browsers[visit.person] = Browser(app, Person.get_by_id(visit.person))
        browser = browsers[visit.person]
        for address, inside in forms(browser.client.get(visit.address).text):
            address = address or visit.address
            endpoint = adapter.match(urlsplit(address).path, method="POST")[0]
            if endpoint not in done:
                done.add(endpoint)
                yield endpoint, browser, address, filled(inside)


def with_forms(visits):
    """Pages that together have every form there is: where each leads, from each kind of page."""
    seen = set()
    for visit in visits:
        actions = {(visit.endpoint, to) for to in re.findall(r"form\.[^.]*\.(\S*)", visit.shape)}
        if visit.status == 200 and visit.person is not None and actions - seen:
            seen |= actions
            yield visit


def test_nothing_typed_is_lost_while_the_database_takes_nothing(app, visits, caplog):
    sent = zip(found_forms(app, visits), cycle(FAULTS), strict=False)
    refused = [endpoint for form, kind in sent for endpoint in tried(*form, kind, caplog)]
    assert len(refused) >= MANY, refused
    assert verify(schema.JOURNALED).good


def tried(endpoint, browser, address, data, kind, caplog):
    """Sent while it cannot be kept; then, where it was refused, twice more."""
    caplog.clear()
    data |= {"csrf_token": browser.token()}
    db.execute_sql("PRAGMA busy_timeout = 20")  # a connection that was given up is a new one now
    with FAULTS[kind]():
        refused = browser.client.post(address, data=data)
    there = TYPED.encode() in refused.data or TYPED not in data.values()
    if refused.status_code != 503:  # it needed no room, or is asked for something else first
        assert refused.location or there or refused.status_code == 404, endpoint
        assert refused.status_code < 500, endpoint
        return
    assert there and kind in caplog.text and refused.headers["Retry-After"], endpoint
    first = browser.client.post(address, data=data)
    done = JournalEntry.select().count()
    again = browser.client.post(address, data=data)
    assert max(first.status_code, again.status_code) < 500, endpoint
    if first.location:  # a file may be fetched again
        assert JournalEntry.select().count() == done, endpoint
    yield endpoint
