"""The certificate ends one day: Shimizu is told a month before, wherever the certificate is."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from secaudit.health.certificates import Shown, of_https, of_shown, read
from secaudit.health.rules import State
from tests.deploy.certificates import issue, named
from tests.running import configure, run

NOW = datetime(2026, 10, 22)
HOST = "secaudit.city.example.lg.jp"


def settings(**named):
    plain = {"BASE_URL": f"https://{HOST}", "CERTIFICATE": "", "PROXY_CERTIFICATE": ""}
    return plain | {"CERTIFICATE_KEY": "", "PROXIES": 1} | named


@pytest.mark.parametrize(
    ("days", "names", "state", "says"),
    [
        (31, [HOST], State.WELL, "holds until"),
        (30, ["*.city.example.lg.jp"], State.ATTENTION, "ends in"),
        (0, [HOST], State.WRONG, "ended on"),
        (300, ["www.example.jp"], State.WRONG, "is not for"),
    ],
)
def test_thirty_days_before_it_is_said(days, names, state, says):
    found = of_shown(Shown(NOW + timedelta(days=days), names), HOST, "CERTIFICATE", NOW)

    assert found.state == state and says in found.said
    assert bool(found.todo) == (state != State.WELL)


def test_the_first_that_ends_in_the_file_decides(tmp_path):
    own, _key = issue(tmp_path / "own", HOST, days=300, now=NOW)
    between, _key = issue(tmp_path / "between", "authority", days=12, now=NOW)
    own.write_bytes(own.read_bytes() + between.read_bytes())

    assert read(own, Path(), "PROXY_CERTIFICATE") == Shown(
        NOW + timedelta(days=12), [HOST, "127.0.0.1"]
    )


def test_behind_a_proxy_where_nobody_named_it_that_is_said():
    assert "not known here" in of_https(settings(), NOW).said
    uncounted = of_https(settings(PROXIES=0), NOW)
    assert uncounted.state == State.ATTENTION and "PROXIES = 1" in uncounted.todo
    local = of_https(settings(BASE_URL="http://127.0.0.1:8000"), NOW)
    assert local.state == State.WELL and "this machine only" in local.said


def test_a_wrong_name_or_a_file_that_is_none_wants_attention(tmp_path):
    (tmp_path / "empty.pem").write_text("")
    for file in (tmp_path / "missing.pem", tmp_path / "empty.pem"):
        found = of_https(settings(PROXY_CERTIFICATE=str(file)), NOW)
        assert found.state == State.ATTENTION and found.values["file"] == str(file)


@pytest.mark.parametrize(
    ("setting", "todo"), [("CERTIFICATE", "restart secaudit"), ("PROXY_CERTIFICATE", "reload")]
)
def test_the_doctor_names_the_day_and_what_to_do(app, tmp_path, setting, todo):
    certificate, key = issue(tmp_path / "tls", HOST, days=20, now=NOW)
    named = {"CERTIFICATE_KEY": str(key)} if setting == "CERTIFICATE" else {}
    named |= {setting: str(certificate), "BASE_URL": f"https://{HOST}"}
    folder: Path = configure(tmp_path / "data", app.config["DATABASE_URL"], **named)
    (folder / "config.toml").chmod(0o600)

    said = run(folder, "doctor").output

    (line,) = [each for each in said.splitlines() if "HTTPS" in each]
    assert "要確認" in line or "注意" in line
    assert "あと19日、令和8年11月11日" in line and todo in line


def test_what_browsers_would_not_trace_back_is_said(tmp_path):
    """Of the proxy's file, too, whose key is not ours to read."""
    own, _key = issue(tmp_path / "own", HOST, now=NOW, days=90, issuer=named("Issuing"))
    between, _key = issue(tmp_path / "between", now=NOW, days=90, subject=named("Issuing"))
    alone, behind = own.read_bytes(), between.read_bytes()

    def shown(*parts):
        own.write_bytes(b"".join(parts))
        return of_https(settings(PROXY_CERTIFICATE=str(own)), NOW)

    assert shown(alone, behind).state == State.WELL
    assert shown(alone).state == State.ATTENTION and shown(alone).values["issuer"] == "Issuing"
    wrong = shown(alone, alone, behind)
    assert wrong.state == State.WRONG and "Put the server's own first" in wrong.said


def test_a_key_of_another_certificate_is_found_before_the_next_start(tmp_path):
    certificate, _key = issue(tmp_path / "tls", HOST, now=NOW, days=90)
    _other, key = issue(tmp_path / "other", HOST, now=NOW, days=90)

    pair = settings(CERTIFICATE=str(certificate), CERTIFICATE_KEY=str(key))
    found = of_https(pair, NOW)

    assert found.state == State.WRONG and "cannot be used together" in found.said
