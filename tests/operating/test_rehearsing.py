"""Watanabe practises opening a period in a copy; nothing of it ever meets the real records."""

import io
import re
import tomllib
import zipfile

import pytest
from pypdf import PdfReader

from secaudit.app import create_app, turn_to
from secaudit.calendar import clock
from secaudit.documents import Document, text, typeset
from secaudit.people.models import Person
from secaudit.web.spreadsheets import read_table
from secaudit.web.starting import BadSettings
from tests.page import Browser
from tests.running import configure, run
from tests.selfcheck import story


@pytest.fixture
def real(app, city, tmp_path):
    """A running city with a mail relay."""
    relay = {"MAIL_HOST": "relay.city", "MAIL_FROM": "a@city.example", "LDAP_CA": "/etc/ca.pem"}
    folder = configure(tmp_path / "real", app.config["DATABASE_URL"], **relay)
    (folder / "keys").mkdir()
    yield folder
    turn_to(app)


def test_a_copy_is_practised_in_marked_and_thrown_away(real, city, app, tmp_path):
    practice = tmp_path / "practice"
    assert str(practice) in run(real, "rehearse", "begin", "--to", practice).output
    settings = tomllib.loads((practice / "config.toml").read_text())
    assert settings["REHEARSAL"] is True and settings["LDAP_CA"] == "/etc/ca.pem"
    assert not {"MAIL_HOST", "DATABASE_URL"} & set(settings)
    assert settings["SECRET_KEY"] != tomllib.loads((real / "config.toml").read_text())["SECRET_KEY"]

    copy = create_app(practice, TESTING=True)
    browser = Browser(copy, Person.get(Person.number == "004001"))
    page = browser.get("/").text
    assert "練習用" in page and "渡辺" in page and 'class="demo always"' in page
    with copy.test_request_context():
        pdf = typeset(Document(title="通知", body=[text("本文")]), clock.now()).pdf
    (tmp_path / "p.pdf").write_bytes(pdf)
    assert "練習用" in PdfReader(tmp_path / "p.pdf").pages[0].extract_text()
    _files_say_so(browser)
    period = story.opened(city)
    assert browser.get(f"/self-check/periods/{period.id}").status_code == 200

    turn_to(app)
    assert "練習用" not in Browser(app, city.watanabe).get("/").text
    Browser(app, city.watanabe).get(f"/self-check/periods/{period.id}", status=404)
    run(real, "rehearse", "end", practice, "--yes")
    assert not practice.exists() and (real / "config.toml").exists()


def _files_say_so(browser):
    """Every Excel and CSV as well; what was taken from practice can be read in again."""
    taken = {
        kind: browser.post(
            "/intake/people/file", {"file-content": "present", "file-format": kind}, status=200
        ).data
        for kind in ("xlsx", "csv", "cp932")
    }
    with zipfile.ZipFile(io.BytesIO(taken["xlsx"])) as book:
        names = re.findall(r'<sheet name="(.*?)"', book.read("xl/workbook.xml").decode())
        assert names[0] == "練習用" and len(names) == 2
        assert "<oddFooter>&amp;L練習用" in book.read("xl/worksheets/sheet2.xml").decode()
    assert taken["csv"].decode("utf-8-sig").startswith("練習用")
    assert taken["cp932"].decode("cp932").startswith("練習用")
    rows = {
        kind: [row.cells for row in read_table(data, "a.xlsx" if kind == "xlsx" else "a.csv")]
        for kind, data in taken.items()
    }
    assert rows["xlsx"] == rows["csv"] and rows["csv"][0][0] != "練習用" and len(rows["csv"]) > 3


def test_what_was_practised_is_not_restored_over_records(real, tmp_path):
    practice, file = tmp_path / "practice", tmp_path / "b.zip"
    run(real, "rehearse", "begin", "--to", practice)
    run(practice, "backup", file)
    refused = run(real, "restore", file, "--replace", status=2)
    assert "練習用" in refused.output


def test_nothing_that_is_not_marked_is_ever_thrown_away(real, tmp_path):
    for folder in (real, tmp_path, tmp_path / "none"):
        assert "練習用" in run(real, "rehearse", "end", folder, "--yes", status=2).output
    practice = tmp_path / "practice"
    run(real, "rehearse", "begin", "--to", practice)
    (tmp_path / "link").symlink_to(practice)
    run(real, "rehearse", "end", tmp_path / "link", "--yes", status=2)
    assert run(real, "rehearse", "begin", "--to", practice, status=2)
    assert run(practice, "rehearse", "begin", "--to", tmp_path / "again", status=2)
    assert (real / "config.toml").exists() and practice.exists()


def test_the_environment_does_not_lead_practice_to_the_real_records(real, tmp_path, monkeypatch):
    practice = tmp_path / "practice"
    run(real, "rehearse", "begin", "--to", practice, "--empty")
    monkeypatch.setenv("SECAUDIT_DATABASE_URL", f"sqlite:///{tmp_path}/t.db")
    with pytest.raises(BadSettings, match="own database"):
        create_app(practice)
