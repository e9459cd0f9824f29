"""Refusals leave one line each: when, what, with which result, who, from where; and no secret."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from secaudit.accounts.limits import MOST
from secaudit.web import security_log
from secaudit.web.security_log import note
from tests.accounts.people import GOOD, code, give_password, give_second_factor, send, sign_in
from tests.page import Browser

FIELDS = {"when", "what", "result", "who", "where", "method", "path", "agent"}


def lines(app):
    file = Path(app.instance_path, "security.log")
    text = file.read_bytes().decode("ascii") if file.exists() else ""
    return [json.loads(line) for line in text.split("\n") if line]


def last(app):
    return lines(app)[-1]


@pytest.fixture
def hanako(city):
    give_password(city.hanako)
    return city.hanako


def test_a_wrong_password_is_a_line(app, hanako):
    sign_in(app, password="wrong " * 4, status=200)
    line = last(app)
    assert set(line) == FIELDS
    assert (line["what"], line["result"], line["who"]) == (
        "sign-in",
        "refused",
        f"person:{hanako.id}",
    )
    assert line["where"] == "127.0.0.1" and line["path"] == "/sign-in"
    assert datetime.fromisoformat(line["when"]).utcoffset().total_seconds() == 0


def test_a_number_that_nobody_has_is_not_written_down(app, hanako):
    """People type their password into the wrong field."""
    sign_in(app, number="my secret password", password="x", status=200)
    assert last(app)["who"] == "unknown"
    assert "my secret" not in json.dumps(lines(app))


def test_coming_in_limits_and_the_second_factor_are_lines(app, hanako):
    give_second_factor(hanako)
    browser, _ = sign_in(app)
    send(browser, "/sign-in/code", status=200, code="000000")
    assert (last(app)["what"], last(app)["result"]) == ("second factor", "refused")
    send(browser, "/sign-in/code", code=code())
    assert (last(app)["what"], last(app)["result"], last(app)["factor"]) == (
        "sign-in",
        "in",
        "authenticator",
    )
    for _ in range(MOST["account"]):
        sign_in(app, password="wrong " * 4, status=200)
    sign_in(app, status=429)
    assert last(app)["result"] == "limited" and last(app)["seconds"] > 0


def test_closed_pages_foreign_things_and_missing_tokens_are_lines(app, city, browse):
    browser = browse(city.hanako)
    browser.get("/people", status=403)
    me = f"person:{city.hanako.id}"
    assert (last(app)["what"], last(app)["result"], last(app)["who"]) == ("access", "forbidden", me)
    browser.get("/controls/none", status=404)
    assert (last(app)["result"], last(app)["endpoint"]) == ("missing", "catalogue.control")
    browser.post("/account/sessions/end", {"csrf_token": ""}, status=400)
    assert (last(app)["what"], last(app)["result"]) == ("form token", "refused")
    browser.post("/language", status=403, headers={"Origin": "https://evil.example"})
    crossed = lines(app)[-2]
    assert (crossed["what"], crossed["origin"]) == ("cross-site", "https://evil.example")


@pytest.mark.parametrize(
    "agent",
    [
        "a\tb",
        "\x1b[2J\x1b[31m",
        "\u2028\u2029\x85",
        '"}{"who": "person:1"}',
        "é" * 500,
        "x" * 1_000_000,
    ],
)
def test_nobody_writes_lines_of_their_own(app, hanako, agent):
    before = len(lines(app))
    raw = agent.encode("utf-8").decode("latin-1")
    headers = {"User-Agent": raw}
    sign_in(app, password="wrong " * 4, status=200, headers=headers)
    file = Path(app.instance_path, "security.log").read_bytes()
    assert len(lines(app)) == before + 1 == len(file.splitlines())
    assert len(file) < 2000 * (before + 1)
    assert not set(file) & set(range(32)) - {10}
    assert last(app)["agent"] == raw[:200]


def test_line_ends_in_what_is_noted_stay_within_the_line(app):
    with app.test_request_context("/a%0d%0ab"):
        note("sign-in", "refused", who="a\r\nb\x00", more="\ud800")
    assert last(app)["who"] == "a\r\nb\x00" and last(app)["path"] == "/a\r\nb"


def test_no_secret_is_in_any_log(app, hanako, caplog):
    codes = give_second_factor(hanako)
    browser, _ = sign_in(app)
    token = browser.client.get_cookie("secaudit").value
    send(browser, "/sign-in/code", code=codes[0])
    sign_in(app, password=GOOD + "x", status=200)
    send(
        Browser(app),
        "/sign-in/first",
        status=200,
        number="001234",
        code="abcd-abcd",
        new_password=GOOD,
    )
    said = json.dumps(lines(app)) + caplog.text
    for secret in (GOOD, codes[0], token, browser.client.get_cookie("secaudit").value, "abcd-abcd"):
        assert secret not in said


def test_the_file_is_the_servers_only_and_may_be_moved_away(app, hanako):
    sign_in(app)
    file = Path(app.instance_path, "security.log")
    assert file.stat().st_mode & 0o777 == 0o600
    file.rename(file.with_suffix(".1"))
    sign_in(app)
    assert len(lines(app)) == 1


def test_a_log_that_cannot_be_written_closes_nobody_out(app, hanako, capfd):
    app.config["SECURITY_LOG"] = "/nonexistent/security.log"
    security_log.init_app(app)
    sign_in(app)
    assert "No such file" in capfd.readouterr().err


def test_it_may_go_to_standard_error(app, hanako, capsys):
    app.config["SECURITY_LOG"] = "-"
    security_log.init_app(app)
    sign_in(app)
    assert json.loads(capsys.readouterr().err.splitlines()[-1])["result"] == "in"
