"""The connection is lost after COMMIT was sent: it is done, and nobody knows. Sending the same form
once more does no harm, and says that it was done."""

import re
from contextlib import contextmanager

import pytest
from peewee import OperationalError

from secaudit import schema
from secaudit.database import db
from secaudit.journal.models import JournalEntry
from secaudit.journal.verification import verify
from secaudit.selfcheck import reading
from secaudit.selfcheck.kinds import SheetState
from tests.selfcheck.story import answer_all, opened, sheet_of, shown, submitted

TYPED = "鍵の管理簿を見直してから出してください。"


@contextmanager
def lost_after_commit(monkeypatch):
    """The next COMMIT reaches the database; what it answers does not reach us."""
    real = db.obj.commit

    def once():
        monkeypatch.setattr(db.obj, "commit", real)
        real()
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(db.obj, "commit", once)
    yield


def sent_again(page: str) -> dict:
    """What the button of the page sends."""
    form = re.search(r'<form method="post" action="[^"]*sheets.*?</form>', page, re.DOTALL)[0]
    fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))
    fields.pop("csrf_token")
    return fields


@pytest.fixture
def sheet(city):
    found = sheet_of(opened(city), city.citizens)
    answer_all(city, "hanako", found)
    return found


def lost(browser, address, data, monkeypatch):
    """The form's first sending, of which nothing is heard; what the page then sends."""
    before = JournalEntry.select().count()
    with lost_after_commit(monkeypatch):
        page = browser.post(address, data, status=503)
    assert JournalEntry.select().count() == before + 1, "it was done"
    return page


def test_handing_in_and_sending_back(city, browse, sheet, monkeypatch, caplog):
    hanako, tanaka = browse(city.hanako), browse(city.tanaka)
    there = f"/self-check/sheets/{sheet.id}"
    page = lost(hanako, f"{there}/submit", {"hash": shown(sheet), "once": "a1"}, monkeypatch)
    done = JournalEntry.select().count()
    again = hanako.post(f"{there}/submit", sent_again(page.text))
    assert again.location and JournalEntry.select().count() == done
    assert "closed the connection" in caplog.text

    words = {"words": TYPED, "once": "b2"}
    page = lost(tanaka, f"{there}/return", words, monkeypatch)
    assert TYPED in page.text
    done = JournalEntry.select().count()
    tanaka.post(f"{there}/return", sent_again(page.text))
    assert "すでに保存されています" in tanaka.get(there).text
    assert JournalEntry.select().count() == done
    assert reading.sheet(sheet.id).state == SheetState.RETURNED
    assert verify(schema.JOURNALED).good


def test_a_section_and_an_answer_in_the_background(city, browse, sheet, monkeypatch):
    hanako, control = browse(city.hanako), sheet.questions[0]
    chapter = reading.answers_of(sheet)[control].chapter
    section = f"/self-check/sheets/{sheet.id}/{chapter}"
    typed = {f"value-{control}": "partial", f"reason-{control}": TYPED, f"version-{control}": "1"}
    page = lost(hanako, section, typed, monkeypatch)
    assert TYPED in page.text
    done = JournalEntry.select().count()
    hanako.post(section, typed)
    assert JournalEntry.select().count() == done

    answers = f"/self-check/sheets/{sheet.id}/answers/{control}"
    given = {"value": "not implemented", "reason": TYPED, "version": 2}
    with lost_after_commit(monkeypatch):
        hanako.send_json("PUT", answers, given, status=503)
    assert hanako.send_json("PUT", answers, given).json["version"] == 3


def test_the_head_confirms_once(city, browse, sheet, monkeypatch):
    row = submitted(city, "hanako", sheet)
    tanaka, there = browse(city.tanaka), f"/self-check/sheets/{sheet.id}/confirm"
    page = lost(tanaka, there, {"hash": row.hash, "once": "c3"}, monkeypatch)
    tanaka.post(there, sent_again(page.text))
    tanaka.post(there, {"hash": row.hash, "once": "d4"}, status=409)
    assert reading.sheet(sheet.id).state == SheetState.CONFIRMED
