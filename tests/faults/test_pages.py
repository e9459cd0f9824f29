"""What a clerk sees while the database cannot be written: her text, and when to try again."""

import os
import sqlite3
from contextlib import closing, contextmanager
from datetime import timedelta
from time import monotonic

import pytest

from secaudit import schema
from secaudit.accounts.models import Session
from secaudit.calendar import clock
from secaudit.database import PRAGMAS, db, is_postgres
from secaudit.journal.verification import verify
from secaudit.selfcheck import reading
from tests.selfcheck.story import opened, sheet_of

TYPED = "訓練は十一月に行う予定である。"
FULL = "could not extend file" if os.environ.get("TEST_POSTGRES") else "disk is full"
REFUSING = """
    CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
    CREATE TRIGGER full_disk BEFORE INSERT ON journal_payload
        FOR EACH ROW EXECUTE FUNCTION full_disk()
"""
LONGEST = 14  # seconds: the database is waited for ten
IMPATIENT = 800  # milliseconds instead, where the waiting itself is not what is looked at


@pytest.fixture(autouse=True)
def impatient(app):
    if is_postgres():
        yield
        return
    db.obj.pragma("busy_timeout", IMPATIENT, permanent=True)
    yield
    db.obj.pragma("busy_timeout", PRAGMAS["busy_timeout"], permanent=True)


@pytest.fixture
def sheet(city):
    return sheet_of(opened(city), city.citizens)


@pytest.fixture
def hanako(browse, city):
    return browse(city.hanako)


def address(sheet) -> str:
    return f"/self-check/sheets/{sheet.id}/AST"


def form(sheet, count: int = 1, text: str = TYPED) -> dict:
    filled = {}
    for control in [each for each in sheet.questions if each.startswith("AST")][:count]:
        filled |= {f"value-{control}": "partial", f"reason-{control}": text}
    return filled


@contextmanager
def another_process_writes():
    """The lock that every save needs is held elsewhere."""
    if is_postgres():
        import psycopg

        with psycopg.connect(dbname=db.obj.database, **connecting()) as other:
            other.execute("LOCK TABLE journal_head IN ACCESS EXCLUSIVE MODE")
            yield
            other.rollback()
        return
    with closing(sqlite3.connect(db.obj.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


def connecting() -> dict:
    wanted = ("host", "port", "user", "password")
    return {name: value for name, value in db.obj.connect_params.items() if name in wanted}


@contextmanager
def no_room():
    """The disk takes not one page more."""
    if is_postgres():  # which asks for room where we cannot take it away: its answer, word for word
        db.execute_sql(REFUSING)
        yield
        db.execute_sql("DROP TRIGGER full_disk ON journal_payload")
        return
    (pages,) = db.execute_sql("PRAGMA page_count").fetchone()
    db.execute_sql(f"PRAGMA max_page_count = {pages}")  # of this connection, which is given up
    yield


def assert_kept(response) -> None:
    assert TYPED in response.text and response.headers["Retry-After"].isdecimal()


def assert_saved(browser, sheet) -> None:
    browser.post(address(sheet), form(sheet))
    (answer,) = reading.answers_of(sheet).values()
    assert answer.reason == TYPED and answer.version == 1
    assert verify(schema.JOURNALED).good


def test_while_another_process_writes(hanako, sheet, caplog):
    with another_process_writes():
        begun = monotonic()
        response = hanako.post(address(sheet), form(sheet), status=503)
        waited = monotonic() - begun

    assert_kept(response)
    assert waited < LONGEST and "lock" in caplog.text
    assert reading.answers_of(sheet) == {}
    assert_saved(hanako, sheet)


def test_a_script_is_told_as_well(hanako, sheet):
    saving = f"/self-check/sheets/{sheet.id}/answers/{sheet.questions[0]}"
    answer = {"value": "implemented", "version": 0}

    with another_process_writes():
        response = hanako.send_json("PUT", saving, answer, status=503)
    assert response.json["error"] and response.headers["Retry-After"].isdecimal()

    assert hanako.send_json("PUT", saving, answer).json["version"] == 1


def test_pages_are_read_while_another_process_writes(hanako, sheet):
    Session.update(seen_at=clock.real_now() - timedelta(minutes=5)).execute()

    with another_process_writes():
        begun = monotonic()
        hanako.get(address(sheet))

    assert monotonic() - begun < LONGEST


def test_the_disk_is_full(hanako, sheet, caplog):
    with no_room():
        response = hanako.post(address(sheet), form(sheet, 6, TYPED * 25), status=503)

    assert_kept(response)
    assert FULL in caplog.text
    assert_saved(hanako, sheet)


def test_the_database_may_only_be_read(hanako, sheet, caplog):
    db.execute_sql(
        "SET default_transaction_read_only = on" if is_postgres() else "PRAGMA query_only = on"
    )

    hanako.get(address(sheet))
    response = hanako.post(address(sheet), form(sheet), status=503)

    assert_kept(response)
    assert "read" in caplog.text
    assert_saved(hanako, sheet)


def test_the_database_is_away(hanako, sheet, caplog):
    with nowhere():
        response = hanako.post(address(sheet), form(sheet), status=503)
        hanako.get("/", status=503)

    assert_kept(response)
    assert_saved(hanako, sheet)  # still signed in


@contextmanager
def nowhere():
    """No connection can be made for a while."""
    db.close_all()
    place = db.obj.database
    db.obj.database = f"{place}/missing" if not is_postgres() else "missing"
    yield
    db.obj.database = place
