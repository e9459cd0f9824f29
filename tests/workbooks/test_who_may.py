"""Who may take a workbook along, who may read one in, and when."""

from secaudit.calendar import clock
from secaudit.selfcheck import actions
from tests.selfcheck import story


def test_the_task_list_leads_there(desk, sheet):
    hanako = desk("hanako")

    page = hanako.browser.get(f"/self-check/sheets/{sheet.id}").text

    assert f'href="{hanako.address}/file"' in page and f'href="{hanako.address}"' in page
    assert "Excelでダウンロード" in page and "Excelを読み込む" in page
    assert f'href="{hanako.address}/file"' in hanako.browser.get(hanako.address).text


def test_a_neighbours_sheet_does_not_exist(city, desk, sheet):
    yamamoto = desk("yamamoto")

    for address in (yamamoto.address, f"{yamamoto.address}/file"):
        yamamoto.browser.get(address, 404)
    yamamoto.browser.post(f"{yamamoto.address}/answers", {"draft_token": ""}, 404)
    yamamoto.browser.get("/self-check/sheets/999999/workbook/file", 404)


def test_who_only_reads_may_take_it_along(desk, sheet):
    for who in ("kato", "watanabe", "takahashi"):
        reader = desk(who)
        assert reader.download()
        reader.browser.get(reader.address, 403)
        reader.browser.post(f"{reader.address}/answers", {"draft_token": ""}, 403)
        page = reader.browser.get(f"/self-check/sheets/{sheet.id}").text
        assert "Excelでダウンロード" in page and "Excelを読み込む" not in page


def test_who_is_not_signed_in_signs_in_first(browse, sheet):
    browse().get(f"/self-check/sheets/{sheet.id}/workbook/file", 302)


def test_a_sheet_handed_in_can_be_taken_along_but_not_read_in(city, desk, sheet):
    hanako = desk("hanako")
    story.answer_all(city, "hanako", sheet)
    book = hanako.workbook()
    book.fill(sheet.questions[0], "×", "鍵がない")
    page = hanako.upload(book.saved())
    story.submitted(city, "hanako", sheet)

    hanako.take(page, status=423)
    hanako.upload(book.saved(), 423)
    hanako.browser.get(hanako.address, 423)

    locked = hanako.workbook()
    said = " ".join(map(str, locked.sheets["一覧"].values()))
    assert "閲覧用" in said
    assert "Excelを読み込む" not in hanako.browser.get(f"/self-check/sheets/{sheet.id}").text


def test_a_sheet_sent_back_takes_the_same_workbook_again(city, desk, sheet):
    hanako = desk("hanako")
    story.answer_all(city, "hanako", sheet)
    book = hanako.workbook()
    story.submitted(city, "hanako", sheet)
    actions.return_sheet(
        sheet.id, "3問目を確かめてください", by=city.acting("tanaka"), at=clock.now()
    )
    book.fill(sheet.questions[2], "△", "半分")

    hanako.take(hanako.upload(book.saved()))

    assert hanako.answers()[sheet.questions[2]].reason == "半分"
