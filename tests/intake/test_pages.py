"""Reading a file on the page: nothing before the second press, then exactly what was shown."""

import io
from datetime import timedelta

import pytest
import time_machine

from secaudit.access.guard import COMMAND
from secaudit.calendar import clock
from secaudit.journal.models import JournalEntry
from secaudit.organisation.actions import change_unit
from secaudit.organisation.reading import tree
from secaudit.people.models import Person
from tests.intake.test_offices import APRIL, AS_IT_IS, HEAD, changed
from tests.page import Browser


@pytest.fixture
def watanabe(city, browse) -> Browser:
    return browse(city.watanabe)


def upload(browser, what, lines, status=200, name="x.csv", encoding="utf-8", **data):
    file = (io.BytesIO("\r\n".join(lines).encode(encoding)), name)
    sent = {"on": "R9.4.1", "file": file, "complete": "y"} | data
    return browser.post(f"/intake/{what}", sent, status=status, content_type="multipart/form-data")


def draft(page) -> str:
    return page.text.split('name="draft"')[1].split('value="')[1].split('"')[0]


def entries() -> int:
    return JournalEntry.select().count()


def test_preview_first_then_exactly_that(city, watanabe):
    before = entries()
    page = upload(watanabe, "offices", [HEAD, *changed("0210", "0210,市民窓口課,課,0200,")])
    assert "市民窓口課" in page.text and entries() == before

    watanabe.post("/intake/offices/confirmation", {"draft": draft(page)})
    assert tree(APRIL)[city.citizens.id].name == "市民窓口課"
    assert entries() == before + 1
    watanabe.post("/intake/offices/confirmation", {"draft": draft(page)})
    assert entries() == before + 1


def test_a_change_in_between_is_said_and_nothing_is_imported(city, watanabe):
    page = upload(watanabe, "offices", [HEAD, *changed("0210", "0210,市民窓口課,課,0200,")])
    change_unit(city.tax.id, kana="ゼイムカ", on=APRIL, by=COMMAND, at=clock.now())
    answer = watanabe.post("/intake/offices/confirmation", {"draft": draft(page)})

    assert answer.location == "/intake/offices"
    assert tree(APRIL)[city.citizens.id].name == "市民課"


def test_errors_stand_with_their_cells(city, watanabe):
    page = upload(watanabe, "offices", [HEAD, *AS_IT_IS, "0230,,銀行,0999,"], encoding="cp932")

    assert "<b>B9</b>" in page.text and "<b>C9</b>" in page.text
    assert 'name="draft"' not in page.text


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\xff\xfe\x00\x00\xd8", "x.csv"),
        (b"MZ\x90", "x.exe"),
        (b"not a workbook", "x.xlsx"),
        (b"", "x.csv"),
        (b'"a', "x.csv"),
        ("職員番号\x01".encode(), "x.csv"),
        (b"code,name\r\n<script>alert(1)</script>,x", "<script>.csv"),
    ],
)
def test_odd_files(city, watanabe, content, name):
    before = entries()
    for what in ("offices", "people"):
        sent = {"on": "R9.4.1", "file": (io.BytesIO(content), name), "complete": "y"}
        page = watanabe.post(
            f"/intake/{what}", sent, status=200, content_type="multipart/form-data"
        )
        assert "error" in page.text and "<script>alert" not in page.text
    assert entries() == before


def test_a_forged_or_foreign_draft_is_refused(city, browse, watanabe):
    page = upload(watanabe, "offices", [HEAD, *changed("0210", "0210,市民窓口課,課,0200,")])
    good = draft(page)
    for bad in ("", "x", good[:-3] + "abc", good.replace(".", "")):
        watanabe.post("/intake/offices/confirmation", {"draft": bad}, status=400)
    watanabe.post("/intake/people/confirmation", {"draft": good}, status=400)
    browse(city.nakamura).post("/intake/offices/confirmation", {"draft": good}, status=400)
    assert tree(APRIL)[city.citizens.id].name == "市民課"


def test_people_need_the_password_again_and_nothing_is_lost(city, watanabe):
    line = "008001,清水　薫,0210,STAFF,主事"
    page = upload(watanabe, "people", ["職員番号,氏名,所属コード,役割,職名", line], complete="")
    with time_machine.travel(clock.real_now() + timedelta(minutes=15)):
        again = watanabe.post("/intake/people/confirmation", {"draft": draft(page)}, status=200)
        assert 'type="password"' in again.text and "清水　薫" in again.text
    assert not Person.select().where(Person.number == "008001").exists()

    watanabe.post("/intake/people/confirmation", {"draft": draft(again)})
    assert Person.get(Person.number == "008001").name == "清水　薫"


@pytest.mark.parametrize("format", ["csv", "cp932", "xlsx"])
def test_what_is_downloaded_and_read_back_changes_nothing(city, watanabe, format):
    choice = {"file-content": "present", "file-format": format}
    for what in ("offices", "people"):
        file = watanabe.post(f"/intake/{what}/file", choice, status=200).data
        name = "x.xlsx" if format == "xlsx" else "x.csv"
        sent = {"on": "R9.4.1", "file": (io.BytesIO(file), name), "complete": "y"}
        page = watanabe.post(
            f"/intake/{what}", sent, status=200, content_type="multipart/form-data"
        )
        assert 'name="draft"' not in page.text and "error-summary" not in page.text


def test_taking_the_list_out_is_an_entry_and_the_empty_one_is_not(city, watanabe):
    before = entries()
    watanabe.post(
        "/intake/people/file", {"file-content": "empty", "file-format": "csv"}, status=200
    )
    assert entries() == before
    watanabe.post(
        "/intake/people/file", {"file-content": "present", "file-format": "csv"}, status=200
    )
    assert entries() == before + 1
    watanabe.post("/intake/people/file", {"file-content": "x", "file-format": "exe"})


def test_only_those_who_keep_them(city, browse):
    for address in ("/intake/offices", "/intake/people"):
        browse(city.tanaka).get(address, status=403)
