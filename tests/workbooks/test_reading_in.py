"""Hanako reads her workbook in: what is taken, what conflicts, what is wrong and where."""

from datetime import date

import pytest

from secaudit.errors import Invalid
from secaudit.selfcheck.kinds import ReadyReason, SheetState, Source, Value
from secaudit.selfcheck.models import Sheet
from secaudit.workbooks.marks import Unclear, read_mark
from secaudit.workbooks.sealing import LARGEST
from tests.selfcheck import story


@pytest.mark.parametrize(
    "typed, value",
    [("○", "○"), ("〇", "○"), ("◯", "○"), (" 実施 ", "○"), ("○ 実施", "○"), ("△", "△"),
     ("一部実施", "△"), ("×", "×"), ("✕", "×"), ("－", "－"), ("-", "－"), ("ー", "－"),
     ("―", "－"), ("該当なし", "－"), ("？", "？"), ("?", "？"), ("Not known", "？")],
)  # fmt: skip
def test_signs_of_one_shape_are_read(typed, value):
    assert read_mark(typed).symbol == value


@pytest.mark.parametrize(
    "typed, probably",
    [("まる", "○"), ("o", "○"), ("０", "○"), ("◎", "○"), ("▲", "△"), ("Ｘ", "×"), ("バツ", "×"),
     ("なし", "－"), ("一", "－"), ("不明", "？"), ("○△", None), ("別紙のとおり", None)],
)  # fmt: skip
def test_others_are_asked_about(typed, probably):
    with pytest.raises(Unclear) as caught:
        read_mark(typed)
    meant = caught.value.probably
    assert (meant.symbol if meant else None) == probably
    assert str(caught.value).startswith(f"“{typed}”")


def test_it_says_what_is_wrong_by_sheet_and_cell_and_takes_the_good_part(desk, sheet):
    hanako = desk("hanako")
    book = hanako.workbook()
    good, unclear, long, no_day, no_answer, no_list = sheet.questions[:6]
    book.fill(good, "〇")
    book.fill(unclear, "まる")
    book.fill(long, "△", "長" * 401)
    book.fill(no_day, "×", "予算がない", "", "来年度中")
    book.fill(no_answer, "", "鍵がない")
    book.fill(no_list, "－", "", "その他")
    at = {each: book.cells_of(each) for each in sheet.questions[:6]}

    page = hanako.upload(book.saved())

    assert page.counts == (1, len(sheet.questions) - 6, 0, 5)
    name, row = at[unclear]
    assert (
        f"シート「{name}」E{row} 「まる」は読み取れません。○ △ × － ？ から選んでください。"
        in page.text
    )
    for control, column in ((long, "F"), (no_day, "H"), (no_answer, "E"), (no_list, "G")):
        name, row = at[control]
        assert f"シート「{name}」{column}{row} " in page.text
    assert "1件を取り込む" in page.text
    hanako.take(page)
    assert {control: a.value for control, a in hanako.answers().items()} == {
        good: Value.IMPLEMENTED
    }


def test_what_was_probably_meant_is_taken_when_she_says_so(desk, sheet):
    hanako = desk("hanako")
    book = hanako.workbook()
    yes, no = sheet.questions[:2]
    book.fill(yes, "まる", "毎月見ている")
    book.fill(no, "▲", "半分")

    page = hanako.upload(book.saved())
    hanako.take(page, **{f"meant-{yes}": "yes"})

    (answer,) = hanako.answers().values()
    assert (answer.control, answer.value, answer.reason) == (yes, "implemented", "毎月見ている")


def test_nothing_is_written_by_looking(desk, sheet):
    hanako = desk("hanako")
    book = hanako.workbook()
    book.fill(sheet.questions[0], "○")

    hanako.upload(book.saved())

    assert not hanako.answers()
    assert Sheet.get_by_id(sheet.id).state == SheetState.NOT_STARTED


def test_a_conflict_shows_both_and_theirs_stays_unless_she_says_otherwise(city, desk, sheet):
    hanako = desk("hanako")
    kept, mine = sheet.questions[:2]
    book = hanako.workbook()
    book.fill(kept, "○", "書庫で確認")
    book.fill(mine, "○", "台帳で確認")
    book.fill(sheet.questions[2], "○")
    for control in (kept, mine):
        story.answer(city, "tanaka", sheet, control, "not implemented", "鍵がない")

    page = hanako.upload(book.saved())
    assert page.counts == (1, len(sheet.questions) - 3, 2, 0)
    assert "田中 一郎" in page.text and "書庫で確認" in page.text and "鍵がない" in page.text
    hanako.take(page, **{f"keep-{mine}": "mine", f"keep-{kept}": "theirs"})

    now = hanako.answers()
    assert (now[kept].value, now[kept].source) == (Value.NOT_IMPLEMENTED, Source.WEB)
    assert (now[mine].value, now[mine].source, now[mine].version) == ("implemented", "excel", 2)
    assert len(now) == 3


def test_cells_nobody_touched_are_no_conflict(city, desk, sheet):
    hanako = desk("hanako")
    control, other = sheet.questions[:2]
    story.answer(city, "hanako", sheet, control, "partial", "半分")
    book = hanako.workbook()
    story.answer(city, "tanaka", sheet, control, "implemented", "直した", version=1)
    book.fill(other, "○")

    page = hanako.upload(book.saved())
    hanako.take(page)

    assert page.counts == (1, len(sheet.questions) - 1, 0, 0)
    assert hanako.answers()[control].reason == "直した"


def test_an_answer_changed_in_the_file_replaces_the_one_it_was_made_from(city, desk, sheet):
    hanako = desk("hanako")
    control = sheet.questions[0]
    story.answer(city, "hanako", sheet, control, "partial", "半分")
    book = hanako.workbook()
    book.fill(control, "○")
    at, row = book.cells_of(control)
    book[at, f"F{row}"] = ""

    page = hanako.upload(book.saved())
    hanako.take(page)

    assert "一部実施 半分" in page.text
    now = hanako.answers()[control]
    assert (now.value, now.reason, now.version) == (Value.IMPLEMENTED, "", 2)


def test_empty_cells_change_nothing(city, desk, sheet):
    hanako = desk("hanako")
    story.answer_all(city, "hanako", sheet)
    book = hanako.workbook()
    for name in book.chapters:
        book.sheets[name] = {
            (r, c): v for (r, c), v in book.sheets[name].items() if c != 4 or r < 3
        }

    assert hanako.upload(book.saved()).counts == (0, len(sheet.questions), 0, 0)


@pytest.mark.parametrize(
    "typed",
    ["R8.12.18", "令和8年12月18日", "Ｒ８．１２．１８", "2026/12/18", "令和８年１２月１８日（金）",
     date(2026, 12, 18), 46374],
)  # fmt: skip
def test_dates_as_offices_write_them(desk, sheet, typed):
    hanako = desk("hanako")
    book = hanako.workbook()
    book.fill(sheet.questions[0], "△", "ＵＳＢメモリの台帳がない（全角）", "", typed)

    hanako.take(hanako.upload(book.saved()))

    (answer,) = hanako.answers().values()
    assert answer.promised_on == date(2026, 12, 18)
    assert answer.reason == "ＵＳＢメモリの台帳がない（全角）"


def test_the_ready_reasons_of_not_applicable(desk, sheet):
    hanako = desk("hanako")
    book = hanako.workbook()
    book.fill(sheet.questions[0], "－", "", "この業務や設備がない")
    book.fill(sheet.questions[1], "-", "", "Ａ")

    hanako.take(hanako.upload(book.saved()))

    ready = [hanako.answers()[control].ready_reason for control in sheet.questions[:2]]
    assert ready == [ReadyReason.NO_SUCH_TASK, ReadyReason.NOTHING_HAPPENED]


def test_what_was_shown_is_what_is_taken_or_nothing_is(city, desk, sheet):
    hanako = desk("hanako")
    book = hanako.workbook()
    first, second = sheet.questions[:2]
    book.fill(first, "○")
    book.fill(second, "○")
    page = hanako.upload(book.saved())
    story.answer(city, "tanaka", sheet, first, "partial", "半分")

    response = hanako.take(page, status=409)

    assert "この画面を開いた後に回答が変わりました" in response.text
    assert "半分" in response.text
    assert set(hanako.answers()) == {first}


def test_sent_twice_it_is_taken_once(desk, sheet):
    hanako = desk("hanako")
    book = hanako.workbook()
    book.fill(sheet.questions[0], "○")
    page = hanako.upload(book.saved())

    hanako.take(page)
    response = hanako.take(page, status=409)

    assert "変わるものはありません" in response.text
    assert hanako.answers()[sheet.questions[0]].version == 1


def test_a_preview_is_for_one_person_one_sheet_and_not_to_be_altered(city, desk, period, sheet):
    hanako, tanaka = desk("hanako"), desk("tanaka")
    book = hanako.workbook()
    book.fill(sheet.questions[0], "○")
    page = hanako.upload(book.saved())

    tanaka.take(page, status=400)
    altered = page.hidden()["draft_token"].replace(".", ".x", 1)
    for draft in (altered, "", "x" * 10):
        hanako.browser.post(f"{hanako.address}/answers", {"draft_token": draft}, 400)
    desk("yamamoto", story.sheet_of(period, city.units["tax"])).take(page, status=400)
    assert not hanako.answers()


def test_the_longest_workbook_fits_into_its_preview(desk, sheet):
    hanako = desk("hanako")
    book = hanako.workbook()
    for control in sheet.questions:
        book.fill(control, "△", "".join(chr(0x4E00 + n * 7 % 20000) for n in range(400)))

    page = hanako.upload(book.saved())

    assert len(page.hidden()["draft_token"]) < LARGEST
    hanako.take(page)
    assert len(hanako.answers()) == len(sheet.questions)


def test_errors_name_the_column():
    with pytest.raises(Invalid) as caught:
        read_mark("")
    assert caught.value.field == "answer"
