"""A picture from the clipboard, pasted right into a question of the section page."""

import base64

import pytest

from secaudit.calendar import clock
from secaudit.evidence.models import Evidence
from secaudit.organisation import settings
from secaudit.organisation.actions import change_settings
from tests.selfcheck.test_browser import (  # noqa: F401 - fixtures
    chromium,
    focus_first,
    server,
    sheet,
    stored,
    tab,
    wait_saved,
)
from tests.selfcheck.test_pages import section

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]

PNG = base64.b64encode(
    bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
        "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
    )
).decode()
PASTE = """([png, words]) => {
  const bytes = Uint8Array.from(atob(png), (each) => each.charCodeAt(0));
  const board = new DataTransfer();
  board.items.add(new File([bytes], "image.png", { type: "image/png" }));
  if (words) board.setData("text/plain", words);
  const paste = new ClipboardEvent("paste", { clipboardData: board, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(paste);
}"""


def chosen(city, **different):
    now = {**settings.settings(), **different}
    change_settings(now, by=city.acting("nakamura"), at=clock.now())
    settings.forget()


def test_a_pasted_picture_becomes_evidence(city, sheet, tab):  # noqa: F811
    chosen(city, evidence_files=True)
    there, controls = section(sheet)
    page = tab(city.hanako, there)
    focus_first(page, controls[0])
    page.evaluate(PASTE, [PNG, "セルの文字"])
    page.evaluate(PASTE, [PNG, ""])
    page.get_by_text("「貼り付けた画像（1-1）」を付けました").first.wait_for()

    row = Evidence.get()
    assert (row.control, row.file_type, row.title) == (
        controls[0],
        "image/png",
        "貼り付けた画像（1-1）",
    )
    page.keyboard.press("1")  # and the answer goes on
    wait_saved(page)


def test_where_no_files_are_kept_it_says_so(city, sheet, tab):  # noqa: F811
    there, controls = section(sheet)
    page = tab(city.hanako, there)
    focus_first(page, controls[0])
    page.evaluate(PASTE, [PNG, ""])
    page.get_by_text("ここではファイルを保管しません").wait_for()
    assert Evidence.select().count() == 0


def test_on_a_shared_computer_nothing_is_kept(app, city, sheet, tab):  # noqa: F811
    """The administrator has switched local drafts off."""
    chosen(city, local_drafts=False)
    there, controls = section(sheet)
    page = tab(city.hanako, there)
    page.get_by_text("送る前の回答を残しません").wait_for()
    page.context.set_offline(True)
    focus_first(page, controls[0])
    page.keyboard.press("2")
    page.keyboard.type("回線が切れている間")
    page.locator(".sticky.failed").wait_for()
    assert (
        page.evaluate("Object.keys(localStorage).filter((k) => k.startsWith('secaudit-draft'))")
        == []
    )
    page.context.set_offline(False)  # the page itself still has it
    wait_saved(page)
    assert stored(app, sheet)[controls[0]].reason == "回線が切れている間"
