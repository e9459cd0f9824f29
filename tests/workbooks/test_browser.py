"""The round trip by mouse: one click out, three clicks in."""

import pytest

from secaudit.selfcheck.kinds import Source
from tests.selfcheck.test_browser import chromium, server, tab  # noqa: F401 - fixtures
from tests.workbooks.office import Workbook

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]


def test_one_click_out_and_three_clicks_in(city, desk, sheet, tab, tmp_path):  # noqa: F811
    page = tab(city.people["hanako"], f"/self-check/sheets/{sheet.id}")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Excelでダウンロード").click()
    assert coming.value.suggested_filename == "0210_市民課_令和8年度 自己点検.xlsx"
    coming.value.save_as(tmp_path / "out.xlsx")
    book = Workbook((tmp_path / "out.xlsx").read_bytes())
    for control in sheet.questions[:120]:
        book.fill(control, "○")
    (tmp_path / "in.xlsx").write_bytes(book.saved())

    page.get_by_role("link", name="Excelを読み込む").click()
    page.get_by_label("記入したExcelファイル").set_input_files(tmp_path / "in.xlsx")
    page.get_by_role("button", name="何が変わるかを見る").click()
    page.get_by_role("button", name="120件を取り込む").click()

    page.get_by_text("Excelから120件を取り込みました。").wait_for()
    assert {answer.source for answer in desk("hanako").answers().values()} == {Source.EXCEL}
