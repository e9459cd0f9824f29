"""Watanabe makes the copy in the browser, it is served beside the city, and goes with a typed word."""

import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from secaudit.app import create_app, turn_to
from secaudit.errors import Refused
from secaudit.journal.models import JournalEntry
from secaudit.rehearsal import keeper, making, places
from secaudit.rehearsal.places import State
from secaudit.web.starting import cookie_name
from tests.page import Browser
from tests.running import configure, free_port

PATIENCE = 90  # seconds


@pytest.fixture
def real(app, city, tmp_path):
    """The city as a server runs it, on a data folder of its own."""
    folder = configure(tmp_path / "real", app.config["DATABASE_URL"], REHEARSAL_PORT=free_port())
    (folder / "keys").mkdir()
    yield create_app(folder, TESTING=True)
    turn_to(app)


def test_from_the_button_to_the_typed_word(real, city):
    browser, data = Browser(real, city.watanabe), Path(real.instance_path)
    address, port = places.address(real.config), str(real.config["REHEARSAL_PORT"])
    assert "練習用の写しはありません" in browser.get("/rehearsal").text
    browser.get("/rehearsal/beginning")
    browser.post("/rehearsal/beginning")
    browser.post("/rehearsal/beginning", status=400)  # twice is once
    waited(lambda: places.state_of(data) == State.THERE)
    assert address in browser.get("/rehearsal").text

    served = keeper.Keeper(data, "127.0.0.1", port)
    served.look()
    try:
        assert "練習用" in waited(lambda: page(f"{address}/sign-in"))
        browser.post("/rehearsal/end", {"typed": "はい"}, status=400)
        assert places.folder_of(data).exists()
        browser.post("/rehearsal/end", {"typed": "捨てる"})
        served.look()
        assert served.server is None and not page(f"{address}/sign-in")
    finally:
        served.stop()
    assert not places.folder_of(data).exists() and not list(data.glob(f"{places.GONE}*"))
    acts = [row.act for row in JournalEntry.select().order_by(JournalEntry.id)]
    assert acts[-2:] == ["rehearsal.begin", "rehearsal.end"]
    Browser(real, city.hanako).get("/rehearsal", status=403)


def test_a_copy_that_failed_says_why_and_what_is_no_copy_stays(tmp_path):
    (tmp_path / places.LOG).write_text("Copying …\nディスクがいっぱいです。\n")
    assert places.state_of(tmp_path) == State.FAILED
    assert places.last_words(tmp_path) == "ディスクがいっぱいです。"
    other = places.folder_of(tmp_path)
    other.mkdir()
    with pytest.raises(Refused, match="no copy for practice"):
        making.throw_away(tmp_path)
    assert other.exists()
    with places.locked(tmp_path), pytest.raises(Refused, match="being made"):
        making.throw_away(tmp_path)


def test_a_browser_keeps_both_apart_and_a_proxy_may_lead_elsewhere():
    assert cookie_name(True, True) != cookie_name(True, False)
    city = {"REHEARSAL_URL": "", "BASE_URL": "https://s.city.jp", "REHEARSAL_PORT": 8001}
    assert places.address(city) == "https://s.city.jp:8001"
    assert places.address({**city, "REHEARSAL_URL": "https://s.city.jp:8443"}).endswith("8443")


def waited(until):
    """What comes about in time."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := until():
            return found
        time.sleep(0.2)
    raise AssertionError("it did not come about in time")


def page(address: str) -> str:
    try:
        with urlopen(address, timeout=5) as answer:
            return answer.read().decode()
    except OSError:
        return ""
