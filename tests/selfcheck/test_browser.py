"""The section page in a real browser: digits, saving in the background, no network, two people."""

import threading

import pytest
from werkzeug.serving import make_server

from secaudit.selfcheck import reading
from secaudit.selfcheck.kinds import Value
from tests.selection import browser as chromium_here
from tests.selfcheck.story import answer, opened, sheet_of
from tests.selfcheck.test_pages import section

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_here(), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def server(app):
    app.config["TRUSTED_HOSTS"] = ["127.0.0.1", "localhost"]
    serving = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=serving.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{serving.port}"
    serving.shutdown()
    thread.join()
    serving.server_close()


@pytest.fixture
def sheet(app, city):
    with app.app_context():
        return sheet_of(opened(city), city.citizens)


@pytest.fixture
def tab(chromium, server, browse):
    """`tab(person, address)` is a page of that person's browser."""
    contexts = []

    def open_tab(person, address):
        cookie = browse(person).client.get_cookie("secaudit")
        context = chromium.new_context(locale="ja-JP", viewport={"width": 1366, "height": 768})
        context.add_cookies([{"name": "secaudit", "value": cookie.value, "url": server}])
        contexts.append(context)
        page = context.new_page()
        page.goto(server + address)
        return page

    yield open_tab
    for context in contexts:
        context.close()


def stored(app, sheet):
    with app.app_context():
        return reading.answers_of(sheet)


def wait_saved(page):
    page.locator("[data-status]", has_text="に保存しました").wait_for()


def focus_first(page, control):
    page.locator(f"#value-{control}-0").focus()


PRESS = """([key, composing]) => document.activeElement.dispatchEvent(new KeyboardEvent(
    "keydown", {key, isComposing: composing, bubbles: true, cancelable: true}))"""


def test_digits_answer_and_move_on(app, city, sheet, tab):
    there, controls = section(sheet)
    page = tab(city.hanako, there)
    focus_first(page, controls[0])
    page.keyboard.press("1")
    assert page.evaluate("document.activeElement.name") == f"value-{controls[1]}"
    page.keyboard.press("2")
    assert page.evaluate("document.activeElement.name") == f"reason-{controls[1]}"
    page.keyboard.type("掲示が古い。12月に直す 123")
    page.keyboard.press("Control+Enter")
    if len(controls) > 2:
        assert page.evaluate("document.activeElement.name") == f"value-{controls[2]}"
    wait_saved(page)
    kept = stored(app, sheet)
    assert kept[controls[0]].value == Value.IMPLEMENTED
    assert kept[controls[1]].reason == "掲示が古い。12月に直す 123"


def test_full_width_digits_answer_and_composing_does_not(app, city, sheet, tab):
    there, controls = section(sheet)
    page = tab(city.hanako, there)
    focus_first(page, controls[0])
    page.evaluate(PRESS, ["１", True])
    assert not page.locator(f"#value-{controls[0]}-0").is_checked()
    page.evaluate(PRESS, ["１", False])
    assert page.locator(f"#value-{controls[0]}-0").is_checked()


def test_keys_outside_a_question_do_nothing_and_enter_never_submits(app, city, sheet, tab):
    there, controls = section(sheet)
    page = tab(city.hanako, there)
    page.keyboard.press("1")
    assert page.locator(":checked[data-key]").count() == 0
    focus_first(page, controls[0])
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == f"value-{controls[1]}"
    page.locator(f"#value-{controls[0]}-2").check(force=True)
    page.locator(f"#reason-{controls[0]}").focus()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == f"value-{controls[0]}-2"


def test_not_applicable_takes_two_keys(app, city, sheet, tab):
    there, controls = section(sheet)
    page = tab(city.hanako, there)
    focus_first(page, controls[0])
    page.keyboard.press("4")
    page.keyboard.press("2")
    wait_saved(page)
    assert stored(app, sheet)[controls[0]].ready_reason == "no such task"


def test_without_a_network_nothing_is_lost(app, city, sheet, tab):
    there, controls = section(sheet)
    page = tab(city.hanako, there)
    page.context.set_offline(True)
    focus_first(page, controls[0])
    page.keyboard.press("3")
    page.keyboard.type("回線が切れたときの文章")
    page.locator(".sticky.failed").wait_for()
    assert "保存できていません（1件）" in page.locator("[data-status]").inner_text()
    page.context.set_offline(False)
    wait_saved(page)
    assert stored(app, sheet)[controls[0]].reason == "回線が切れたときの文章"
    assert (
        page.evaluate("Object.keys(localStorage).filter((k) => k.startsWith('secaudit-draft'))")
        == []
    )


def test_a_browser_that_dies_offline_puts_the_text_back(app, city, sheet, tab):
    there, controls = section(sheet)
    page = tab(city.hanako, there)
    page.context.set_offline(True)
    focus_first(page, controls[0])
    page.keyboard.press("2")
    page.keyboard.type("停電")
    page.locator(".sticky.failed").wait_for()
    address, context = page.url, page.context
    page.close(run_before_unload=False)
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    assert again.locator(f"#reason-{controls[0]}").input_value() == "停電"
    wait_saved(again)
    assert stored(app, sheet)[controls[0]].reason == "停電"


def test_two_clerks_on_one_question_see_both_answers(app, city, sheet, tab):
    there, controls = section(sheet)
    page = tab(city.hanako, there)
    with app.app_context():
        answer(city, "tanaka", sheet, controls[0], "not implemented", "鍵がない")
    focus_first(page, controls[0])
    page.keyboard.press("1")
    panel = page.locator(".conflict")
    panel.wait_for()
    assert "田中" in panel.inner_text() and "鍵がない" in panel.inner_text()
    assert page.evaluate("document.activeElement.dataset.keep") == "mine"
    page.keyboard.press("Enter")
    wait_saved(page)
    assert stored(app, sheet)[controls[0]].value == Value.IMPLEMENTED


def test_signed_out_in_the_middle(app, city, sheet, tab, browse, server):
    there, controls = section(sheet)
    page = tab(city.hanako, there)
    page.context.clear_cookies()
    focus_first(page, controls[0])
    page.keyboard.press("1")
    page.locator("[data-status] a").wait_for()
    cookie = browse(city.hanako).client.get_cookie("secaudit")
    page.context.add_cookies([{"name": "secaudit", "value": cookie.value, "url": server}])
    wait_saved(page)
    assert stored(app, sheet)[controls[0]].value == Value.IMPLEMENTED
