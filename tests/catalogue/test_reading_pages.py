"""What people find on the pages: their city's own rules, what changed, what is covered."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from secaudit.access.guard import COMMAND
from secaudit.calendar import clock
from secaudit.catalogue.installed import current, in_force, publish, to_open_with
from secaudit.errors import Refused

OWN = """\
controls:
  - id: L-AST-01
    title: 鍵の台帳
    revision: 1
    required: true
    priority: medium
    requirement: 鍵の台帳がある。
    questions:
      - role: MGR
        text: 鍵の台帳はありますか。
    mappings: {city: ["7"]}
"""
OVERRIDES = """\
overrides:
  - id: AST-01
    of_revision: %s
    why: 半年ごとに見直すため。
    raised: 1
    requirement: 台帳を半年ごとに見直す。
    clauses: ["12-2"]
"""


@pytest.fixture
def own(app):
    """Puts a file into the city's own folder."""
    folder = Path(app.config["LOCAL_CONTROLS"])

    def write(name, text):
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text)

    return write


@pytest.fixture
def ours(own):
    own("AST.yaml", OWN)
    own("overrides.yaml", OVERRIDES % 1)


@pytest.mark.parametrize("by", ["chapter", "law", "guideline", "iso27001", "csf2", "nothing"])
def test_the_controls_in_the_order_of_each_book(browse, city, by):
    page = browse(city.hanako).get(f"/controls?by={by}").text

    assert "AST-01" in page
    words = {"iso27001": "技術的管理策", "csf2": "復旧", "law": "組織体制", "guideline": "AST-02"}
    assert words.get(by, "情報資産の分類と管理") in page


def test_filters_without_javascript(browse, city, ours):
    page = browse(city.hanako).get("/controls?core=1&required=1&q=台帳").text
    assert "AST-01" in page and "L-AST-01" in page.replace("core", "") or "L-AST-01" not in page

    own_only = browse(city.hanako).get("/controls?own=1").text
    assert "L-AST-01" in own_only and "/controls/AST-01" in own_only
    assert "/controls/NET-01" not in own_only


def test_chips_narrow_down_and_keep_what_was_chosen(browse, city, ours):
    browser = browse(city.hanako)
    page = browser.get("/controls?by=csf2&core=1&q=台帳").text

    assert 'href="/controls?q=%E5%8F%B0%E5%B8%B3&amp;by=csf2"' in page  # the chosen one goes
    assert 'href="/controls?q=%E5%8F%B0%E5%B8%B3&amp;by=csf2&amp;required=1&amp;core=1"' in page
    assert '<input type="hidden" name="core" value="1">' in page
    csirt = browser.get("/controls?role=CSIRT").text
    assert csirt.count('<span class="hint">') == 11 and ">11項目 ·" in csirt
    browser.get("/controls?role=NOBODY&gaps=1&findings=1&changed=1&by=x&framework=x&target=y")


def test_the_city_reads_what_came_from_where(browse, city, ours):
    browser = browse(city.hanako)

    changed, added = browser.get("/controls/AST-01").text, browser.get("/controls/L-AST-01").text

    assert "市が変更" in changed and "半年ごとに見直すため。" in changed
    assert "台帳を半年ごとに見直す。" in changed and "12-2" in changed
    assert "市独自" in added
    rules = browser.get("/controls/own-rules").text
    assert "AST-01" in rules and "L-AST-01" in rules and "要件" in rules or "求めること" in rules


def test_an_untouched_city_is_told_so(browse, city):
    assert "そのまま使っています" in browse(city.hanako).get("/controls/own-rules").text


def test_a_mistake_leaves_the_running_catalogue_alone(app, browse, city, own, ours):
    browse(city.watanabe).get("/controls/L-AST-01")
    own("overrides.yaml", OVERRIDES.replace("of_revision", "of_revison") % 1)

    page = browse(city.watanabe).get("/controls/own-rules").text
    assert "overrides.yaml:3:5" in page and "of_revision" in page
    browse(city.hanako).get("/controls/L-AST-01")  # still there
    assert "台帳を半年ごとに見直す。" in browse(city.hanako).get("/controls/AST-01").text
    with app.app_context(), pytest.raises(Refused):
        to_open_with(app.config)


def test_from_the_start_with_broken_files_the_shipped_catalogue_holds(app, browse, city, own):
    own("overrides.yaml", "x: [")

    page = browse(city.watanabe).get("/controls").text

    assert "確かめてください" in page and "193" in page
    assert "確かめてください" not in browse(city.hanako).get("/controls").text


def test_after_an_upgrade_the_override_is_listed(browse, city, own):
    own("overrides.yaml", OVERRIDES % 2)  # written for another revision than the shipped one

    browser = browse(city.watanabe)
    assert "製品の項目の意味が変わりました" in browser.get("/controls/own-rules").text
    assert "製品の項目の意味が変わりました" in browser.get("/controls/AST-01").text


# --- editions -------------------------------------------------------------------------------


def test_two_editions_side_by_side_in_words(app, browse, city, ours):
    browser = browse(city.hanako)
    with app.app_context():
        publish(in_force(app.config).shipped, by=COMMAND, at=clock.now())

    page = browser.get("/controls/compare").text

    assert (
        "［削除］" in page and "［追加］" in page and "意味の変更" in page and "新しい項目" in page
    )
    assert "/controls/compare/AST-01" in page and "変更なし" in page
    one = browser.get("/controls/compare/AST-01?old=shipped&new=now").text
    assert "12-2" in one and "改訂番号" in one and "<del>" in one and "<ins>" in one


def test_the_same_twice_has_no_difference(browse, city):
    assert "違いはありません" in browse(city.hanako).get("/controls/compare").text
    assert "違いはありません" in browse(city.hanako).get("/controls/compare/AST-01").text


def test_a_control_tells_its_history(app, browse, city, own):
    with app.app_context():
        publish(current(app.config), by=COMMAND, at=clock.now())
    own("overrides.yaml", "edition: 2026.2\n" + OVERRIDES % 1)
    with app.app_context():
        publish(current(app.config), by=COMMAND, at=clock.now())

    page = browse(city.hanako).get("/controls/AST-01").text

    assert "版ごとの経緯" in page and "2026.2" in page and "意味の変更" in page


@pytest.mark.parametrize("old", ["x", "99999", "1" * 30, "-1", "１", ""])
def test_editions_that_there_are_not(browse, city, old):
    browse(city.hanako).get(f"/controls/compare?old={old}", status=404)


def test_a_control_that_there_is_not(browse, city):
    browse(city.hanako).get("/controls/compare/ZZZ-01", status=404)


@pytest.mark.parametrize("address", ["/controls/compare", "/controls/compare/AST-01", "/controls/own-rules", "/controls/frameworks", "/controls/AST-01", "/controls/frameworks/csf2?only=missing"])  # fmt: skip
def test_all_of_it_in_english(browse, city, ours, address):
    browser = browse(city.hanako)
    browser.post("/language", {"language": "en", "next": "/controls"})
    browser.get(address)


# --- coverage -------------------------------------------------------------------------------


def test_what_is_covered_at_a_glance_and_what_not(browse, city):
    browser = browse(city.hanako)

    page = browser.get("/controls/frameworks").text
    assert "93/93" in page and "83/106" in page
    missing = browser.get("/controls/frameworks/csf2?only=missing").text
    assert "GV.OC-01" in missing and "ID.AM-01" not in missing


def test_coverage_as_a_workbook_and_for_scripts(browse, city):
    browser = browse(city.hanako)

    book = zipfile.ZipFile(io.BytesIO(browser.get("/controls/coverage.xlsx").data))
    assert sum(name.startswith("xl/worksheets/sheet") for name in book.namelist()) == 5
    plain = json.loads(browser.get("/controls/coverage.json").data)
    assert plain["frameworks"]["iso27001"]["covered"] == 93
    assert plain["frameworks"]["csf2"]["all"] == 106
