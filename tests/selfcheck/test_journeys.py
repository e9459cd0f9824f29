"""The two journeys that thousands take once a year, counted in clicks and keys: a clerk answers for
the first time, the head confirms. In a browser, and as plain forms where it runs no scripts."""

import re
from dataclasses import replace
from itertools import cycle

import pytest

from secaudit.selfcheck import reading
from secaudit.selfcheck.kinds import SheetState, Source, Value
from tests.selfcheck.story import PLAN, answer_all, opened, sheet_of, submitted
from tests.selfcheck.test_browser import (  # noqa: F401 - fixtures
    PRESS,
    chromium,
    server,
    tab,
    wait_saved,
)

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]

AT_LEAST = 120  # questions of a department with many tasks
TEN_KEY_ONE = {
    "type": "keyDown",
    "key": "1",
    "code": "Numpad1",
    "text": "1",
    "windowsVirtualKeyCode": 97,
    "isKeypad": True,
}
EVERYTHING = replace(PLAN, core_only=False)
FOCUSED = "document.activeElement.name || document.activeElement.id"


@pytest.fixture
def sheet(app, city):
    return sheet_of(opened(city, EVERYTHING), city.citizens)


def test_each_answer_is_one_key_and_the_way_is_three_clicks(app, city, sheet, tab):  # noqa: F811
    page = tab(city.hanako, "/")
    page.locator("main .button.primary").click()  # 1
    page.wait_for_url("**/applies#gates")
    say_yes_to_everything(page)

    asked, keys = [], 0
    while "/check" not in page.url:
        keys += answer_section(page, asked)
        with page.expect_navigation():
            page.keyboard.press("Enter")  # on 「次へ」, the last time 2
    page.locator("form[action$='/submit'] .primary").click()  # 3
    page.get_by_text("田中").first.wait_for()

    kept = reading.answers_of(reading.sheet(sheet.id))
    own = {control: each for control, each in kept.items() if each.source == Source.WEB}
    assert keys == len(asked) == len(own) >= AT_LEAST
    assert {each.value for each in own.values()} == {Value.IMPLEMENTED}
    assert reading.sheet(sheet.id).state == SheetState.SUBMITTED


def say_yes_to_everything(page):
    gates = page.locator("fieldset[data-question]").count()
    page.wait_for_function("document.activeElement.type === 'radio'")
    for _gate in range(gates):
        page.keyboard.press("1")
    assert page.evaluate("document.activeElement.hasAttribute('data-on')")
    page.keyboard.press("Enter")
    page.wait_for_url("**#q-*")


def answer_section(page, asked: list[str]) -> int:
    """Everything is so, typed in turn on the row of digits, the ten-key pad and in full width."""
    pad = page.context.new_cdp_session(page)
    presses = cycle(
        [
            lambda: page.keyboard.press("1"),
            lambda: pad.send("Input.dispatchKeyEvent", TEN_KEY_ONE),
            lambda: page.evaluate(PRESS, ["１", False]),
        ]
    )
    page.wait_for_function("document.activeElement.type === 'radio'")
    here = page.evaluate(
        "[...document.querySelectorAll('[data-question]')].map(q => q.dataset.question)"
    )
    page.evaluate(PRESS, ["１", True])  # a word that is being composed
    for control, press in zip(here, presses, strict=False):
        assert page.evaluate(FOCUSED) == f"value-{control}"
        press()
    if not asked:  # afterwards she goes on at once
        wait_saved(page)
    asked += here
    return len(here)


def test_the_head_confirms_in_two_clicks(app, city, sheet, tab):  # noqa: F811
    answer_all(city, "hanako", sheet)
    submitted(city, "hanako", sheet)
    page = tab(city.tanaka, "/")
    page.locator("main .button.primary").click()
    page.get_by_role("button", name="確認する", exact=True).click()
    page.wait_for_url(f"**/sheets/{sheet.id}")
    assert reading.sheet(sheet.id).state == SheetState.CONFIRMED


def test_both_as_plain_forms(app, city, sheet, browse):
    hanako, tanaka = browse(city.hanako), browse(city.tanaka)
    there = follow(hanako, primary(hanako.get("/").text))
    there = follow(hanako, hanako.post(there, say_no(hanako.get(there).text)).location)
    while "/check" not in there:
        answers = all_implemented(hanako.get(there).text)
        there = hanako.post(there, answers | {"then": "next"}).location.partition("#")[0]
    page = hanako.get(there).text
    hanako.post(there.replace("/check", "/submit"), hidden(page, "/submit"))

    there = primary(tanaka.get("/").text)
    tanaka.post(there, hidden(tanaka.get(there).text, "/confirm"))
    assert reading.sheet(sheet.id).state == SheetState.CONFIRMED


def primary(page: str) -> str:
    return re.search(r'class="button[^"]*primary[^"]*" href="([^"]+)"', page)[1]


def follow(browser, there: str) -> str:
    """Where it leads, without what a script would jump to."""
    while (response := browser.client.get(there)).location:
        there = response.location
    return there.partition("#")[0]


def say_no(page: str) -> dict:
    gates = set(re.findall(r'name="(gate-[^"]+)"', page))
    return dict.fromkeys(gates, "no") | {
        "version": re.search(r'name="version" value="(\d+)"', page)[1]
    }


def all_implemented(page: str) -> dict:
    fields = dict(re.findall(r'name="(version-[^"]+)" value="(\d+)"', page))
    left = {
        name
        for name in fields
        if not re.search(f'id="{name.replace("version", "value")}-3"[^>]* checked', page)
    }
    return {name: fields[name] for name in left} | {
        name.replace("version", "value"): "implemented" for name in left
    }


def hidden(page: str, action: str) -> dict:
    form = re.search(rf'<form[^>]*action="[^"]*{action}".*?</form>', page, re.DOTALL)[0]
    return dict(re.findall(r'type="hidden" name="(hash|once)" value="([^"]*)"', form))
