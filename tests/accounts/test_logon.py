"""The city's own logon in front of the product: whom its proxy names comes in, and nobody else can
say that they are named."""

import json
import socket

import pytest
from gunicorn.config import Config
from gunicorn.http.parser import RequestParser
from gunicorn.http.wsgi import create

from secaudit.access.guard import COMMAND
from secaudit.accounts import actions
from secaudit.accounts.logon import number_in
from secaudit.accounts.models import Account, Session
from secaudit.calendar import clock
from secaudit.journal.models import JournalEntry, JournalPayload
from secaudit.serving import options
from secaudit.web import peers
from tests.accounts.people import code, give_password, give_second_factor, send
from tests.page import Browser

PROXY, ELSEWHERE = {"REMOTE_ADDR": "10.1.2.3"}, {"REMOTE_ADDR": "10.9.9.9"}


@pytest.fixture
def behind(app):
    """A proxy at 10.1.2.3 names who signed in to Windows."""
    app.config.update(
        LOGON_HEADER="X-Remote-User", LOGON_FROM=["10.1.2.0/28"], LOGON_REALMS=["SHIOMI"]
    )
    return app


def open_page(browser, address, named, status=200, at=PROXY):
    headers = [("X-Remote-User", each) for each in named]
    return browser.get(address, status, headers=headers, environ_base=at)


def come_in(app, named="SHIOMI\\001234"):
    """A browser behind the proxy: asked for a page, and led through the logon to it."""
    browser = Browser(app)
    assert open_page(browser, "/account", [named], 302).location == "/sign-in/logon"
    assert open_page(browser, "/sign-in/logon", [named], 302).location == "/account"
    return browser


def test_whom_the_proxy_names_comes_in_without_a_password(behind, city):
    browser = come_in(behind)
    assert "佐藤　花子" in open_page(browser, "/account", ["SHIOMI\\001234"]).text
    entry = JournalEntry.select().where(JournalEntry.act == "account.sign_in").get()
    said = json.loads(JournalPayload.get_by_id(entry.id).body)["details"]
    assert entry.actor == f"person:{city.hanako.id}" and said["way"] == "logon"

    page = open_page(browser, "/account", ["shiomi\\001234"])
    token = page.text.split('name="csrf_token" value="', 1)[1].split('"')[0]
    out = browser.post("/sign-out", {"csrf_token": token}, environ_base=PROXY)
    assert out.location == "/sign-in" and not Session.select().exists()
    assert "001234" in open_page(browser, "/sign-in", ["001234"]).text  # a button, no loop


@pytest.mark.parametrize(
    "named",
    [["001234", "001001"], ["001234,001001"], ["OTHER\\001234"], ["001234@other.lg.jp"],
     ["SHIOMI\\001234@SHIOMI"], ["x" * 5000], ["' OR 1=1 --"], ["<img src=x>"], ["００１２３４"]],
    ids=lambda named: "+".join(named)[:30],
)  # fmt: skip
def test_what_is_not_one_name_of_the_city_lets_nobody_in(behind, city, named):
    page = open_page(Browser(behind), "/sign-in/logon", named, 403).text
    assert "LOGON_REALMS" in page and "<img src=x" not in page
    assert not Session.select().exists()


def test_a_header_from_anywhere_else_is_not_heard_and_noted(behind, city, tmp_path):
    for at in (ELSEWHERE, {"REMOTE_ADDR": ""}, {"REMOTE_ADDR": "::1"}):
        assert open_page(Browser(behind), "/account", ["001234"], 302, at).location == "/sign-in"
        forged = {
            "X-Remote-User": "001234",
            "X-Forwarded-For": "10.1.2.3",
            "Forwarded": "for=10.1.2.3",
        }
        led = Browser(behind).get("/sign-in/logon", 302, headers=forged, environ_base=at)
        assert led.location == "/sign-in"
    assert not Session.select().exists()
    lines = [json.loads(each) for each in (tmp_path / "security.log").read_text().splitlines()]
    refused = [each for each in lines if each["what"] == "logon"]
    assert len(refused) == 6 and {each["reason"] for each in refused} == {"address"}
    assert "001234" not in json.dumps(refused)


def test_what_a_proxy_says_of_the_way_behind_it_does_not_count():
    """ProxyFix believes X-Forwarded-For for the log; the logon looks at the socket's other end."""
    behind = {"REMOTE_ADDR": "10.1.2.3", peers.BEFORE_PROXY: {"REMOTE_ADDR": "10.9.9.9"}}
    accepted = peers.networks(["10.1.2.0/28", "fd00::/64"])
    assert not peers.is_among(peers.peer(behind), accepted)
    for address, good in [
        ("10.1.2.15", True), ("10.1.2.16", False), ("::ffff:10.1.2.3", True), ("fd00::7", True),
        ("fd01::7", False), ("", False), ("unix:", False),
    ]:  # fmt: skip
        assert peers.is_among(address, accepted) == good, address


def test_names_are_read_alike_however_windows_spells_them():
    realms = ["SHIOMI", "city.shiomi.lg.jp"]
    good = ["001234", "SHIOMI\\001234", "shiomi\\001234", "001234@City.Shiomi.LG.jp"]
    assert {number_in(each, realms) for each in good} == {"001234"}
    for bad in ("", " ", "001234 ", "a\\b\\001234", "001234\t", "0" * 21, "@SHIOMI", "SHIOMI\\"):
        assert number_in(bad, realms) == "", bad
    assert number_in("SHIOMI\\001234", []) == ""


def test_off_the_header_means_nothing(app, city):
    assert open_page(Browser(app), "/account", ["001234"], 302).location == "/sign-in"
    assert open_page(Browser(app), "/sign-in/logon", ["001234"], 302).location == "/sign-in"


def test_who_has_no_account_or_a_closed_one_is_told_what_to_do(behind, city):
    page = open_page(Browser(behind), "/sign-in/logon", ["SHIOMI\\777777"], 403).text
    assert "777777" in page and "事務局" in page
    account = Account.get(person=city.hanako)
    actions.disable(account, True, by=COMMAND, at=clock.now())
    assert "停止中" in open_page(Browser(behind), "/sign-in/logon", ["001234"], 403).text
    assert not Session.select().exists()


def test_another_person_at_the_computer_is_not_the_one_before(behind, city):
    browser = come_in(behind)
    assert open_page(browser, "/account", ["001001"], 302).location == "/sign-in/logon"
    open_page(browser, "/sign-in/logon", ["001001"], 302)
    assert "田中　一郎" in open_page(browser, "/account", ["001001"]).text


def test_the_second_factor_is_still_owed(behind, city):
    give_password(city.hanako)
    give_second_factor(city.hanako)
    browser = Browser(behind)
    led = open_page(browser, "/sign-in/logon", ["001234"], 302)
    assert led.location == "/sign-in/code" and not Session.select().exists()
    send(browser, "/sign-in/code", code=code())
    assert Session.get().data["logon"] == "001234"


def test_what_is_weighty_asks_for_a_proof_that_the_logon_does_not_give(behind, city):
    """An open Windows session on a desk is no proof: the password once more, or the way to one."""
    browser = come_in(behind, "006001")
    assert browser.get("/accounts/slips", 302).location == "/account/step-up"
    assert "一回限りのコード" in browser.get("/account/step-up").text

    give_password(city.nakamura)
    browser = come_in(behind, "006001")
    assert browser.get("/accounts/slips", 302).location == "/account/step-up"
    send(browser, "/account/step-up", 200, password="wrong")
    send(browser, "/account/step-up", password="green teapot over the harbour")
    browser.get("/accounts/slips")


def test_the_server_process_hands_on_neither_underscores_nor_one_of_two_headers(behind):
    """What gunicorn, as we start it, makes of bytes: `X_Remote_User` would be the same variable."""
    assert heard(b"X_Remote_User: 001234") == ""
    assert heard(b"x-remote-USER: 001234") == "001234"
    assert heard(b"X-Remote-User: 001234", b"X-Remote-User: 001001") == "001234,001001"
    assert heard(b"X-Remote-User: 001234", b"X_Remote_User: 001001") == "001234"


def heard(*headers: bytes) -> str:
    config = Config()
    for name, value in options("127.0.0.1", 8000, 1).items():
        config.set(name, value)
    lines = [b"GET /sign-in/logon HTTP/1.1", b"Host: localhost", *headers, b"", b""]
    request = next(RequestParser(config, iter([b"\r\n".join(lines)]), ("127.0.0.1", 4711)))
    address = ("127.0.0.1", 8000)
    with socket.socket() as connection:
        _, environ = create(request, connection, ("127.0.0.1", 4711), address, config)
    return environ.get("HTTP_X_REMOTE_USER", "")
