import pytest

from secaudit.access.guard import COMMAND
from secaudit.calendar import clock
from secaudit.catalogue.installed import pinned, publish, shipped
from secaudit.catalogue.models import Edition
from secaudit.resources import folder

MUNICIPAL = folder("controls") / "municipal"


def test_everybody_reads_the_controls(browse, city):
    page = browse(city.hanako).get("/controls").text

    assert "AST-01" in page and "193" in page


@pytest.mark.parametrize("query", ["usb", "ＵＳＢ", "ast01", "AST-01", "マイナンバー"])
def test_words_are_found_however_they_are_typed(browse, city, query):
    assert (
        "該当" not in browse(city.hanako).get(f"/controls?q={query}").text.split("<main")[1][:200]
    )
    assert "/controls/" in browse(city.hanako).get(f"/controls?q={query}").text


def test_no_match_says_so(browse, city):
    assert "短い言葉" in browse(city.hanako).get("/controls?q=zzzz").text


def test_a_control_tells_all_about_itself(browse, city):
    page = browse(city.hanako).get("/controls/AST-01").text

    for heading in (
        "求めること",
        "設問",
        "なぜ必要か",
        "根拠資料の例",
        "監査の手順",
        "対応する基準",
    ):
        assert heading in page


def test_every_control_has_a_page_in_both_languages(browse, city):
    browser = browse(city.hanako)
    for language in ("ja", "en"):
        browser.post("/language", {"language": language, "next": "/controls"})
        for control in shipped(MUNICIPAL).controls[::9]:
            browser.get(f"/controls/{control.id}")


def test_what_a_law_covers(browse, city):
    page = browse(city.hanako).get("/controls/frameworks/law").text

    assert "/controls?framework=law" in page.replace("&amp;", "&")
    browse(city.hanako).get("/controls/frameworks/nothing", status=404)
    browse(city.hanako).get("/controls/ZZZ-99", status=404)


def test_an_edition_is_stored_once_and_read_from_the_store(city):
    first = publish(shipped(MUNICIPAL), by=COMMAND, at=clock.now())
    again = publish(shipped(MUNICIPAL), by=COMMAND, at=clock.now())

    assert first.id == again.id and Edition.select().count() == 1
    assert pinned(first.id) == shipped(MUNICIPAL)
