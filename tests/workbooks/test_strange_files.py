"""Workbooks as offices send them: rearranged, merged, from last year, or something else entirely."""

import io
import zipfile
from datetime import date

import pytest

from secaudit.selfcheck.kinds import Value
from secaudit.web.spreadsheets import Unreadable
from secaudit.workbooks.filled import read
from tests.selfcheck import story
from tests.workbooks.office import Formula, Workbook


def test_rows_above_columns_moved_and_added_and_sheets_renamed(desk, sheet):
    hanako = desk("hanako")
    book = hanako.workbook()
    first, second, third = book.chapters[:3]
    moved, turned, noted = (book[name, "I4"] for name in (first, second, third))
    for control in (moved, turned, noted):
        book.fill(control, "△", "半分", "", "R8.12.18")
    book.move_rows(first, 5)
    book[first, "A1"], book[first, "B2"] = "市民課 取扱注意", "佐藤が記入"
    book.turn_columns(second)
    book[third, "J3"], book[third, "J4"] = "課内メモ", "係長に確認済み"
    book.sheets = {f"{name}（市民課）" if name == first else name: cells
                   for name, cells in book.sheets.items()}  # fmt: skip
    book.sheets["メモ"] = {(0, 0): "○", (3, 4): "×"}

    page = hanako.upload(book.saved())
    hanako.take(page)

    assert page.counts == (3, len(sheet.questions) - 3, 0, 0)
    assert "次の列は読み込みません" in page.text and "課内メモ" in page.text
    assert {a.promised_on for a in hanako.answers().values()} == {date(2026, 12, 18)}


def test_a_row_added_between_and_rows_in_another_order(desk, sheet):
    hanako = desk("hanako")
    book = hanako.workbook()
    first = book.chapters[0]
    wanted = [book[first, f"I{row}"] for row in (4, 5, 6)]
    book.move_rows(first, 2, start=4)  # row 5 stands in row 7 now
    book[first, "B5"] = "ここから係ごとに分担"
    book[first, "E5"] = "○"
    for control in wanted:
        book.fill(control, "○")

    page = hanako.upload(book.saved())

    assert page.counts == (3, len(sheet.questions) - 3, 0, 1)
    assert f"シート「{first}」E5 質問IDがないため" in page.text


def test_merged_cells_answer_nothing_and_are_named(desk, sheet):
    hanako = desk("hanako")
    book = hanako.workbook()
    first, second = sorted(book.chapters, key=lambda name: -len(book.sheets[name]))[:2]
    below, beside = book[first, "I8"], book[second, "I4"]
    book[first, "E4"] = "○"
    book.merged.append((first, "E4:E6"))  # three questions, one ○
    book.fill(below, "○")
    book.merged.append((first, "A1:D1"))
    book.fill(beside, "×", "鍵がない")
    book.merged.append((second, "F4:G4"))  # one question, two columns

    page = hanako.upload(book.saved())
    hanako.take(page)

    assert page.counts[0] == 2 and page.counts[3] == 1
    assert f"シート「{first}」E4 複数の質問のセルが結合されています" in page.text
    assert set(hanako.answers()) == {below, beside}


def test_a_formula_counts_as_what_it_shows(desk, sheet):
    hanako = desk("hanako")
    book = hanako.workbook()
    control = sheet.questions[0]
    book.fill(control, Formula("○"), Formula("前の行と同じ"))

    hanako.take(hanako.upload(book.saved()))

    assert hanako.answers()[control].reason == "前の行と同じ"


def test_the_same_question_twice_answered_differently(desk, sheet):
    hanako = desk("hanako")
    book = hanako.workbook()
    first = book.chapters[0]
    copy = dict(book.sheets[first])
    book.sheets[f"{first} (2)"] = copy
    book[first, "E4"], book[first, "E5"] = "○", "○"
    book[f"{first} (2)", "E4"], book[f"{first} (2)", "E5"] = "×", "○"

    page = hanako.upload(book.saved())

    assert page.counts == (1, len(sheet.questions) - 2, 0, 1)
    assert f"同じ質問がシート「{first}」E4 にもあり" in page.text


def test_a_heading_or_a_sheet_that_is_gone(desk, sheet):
    hanako = desk("hanako")
    book = hanako.workbook()
    first, second, third = book.chapters[:3]
    book[first, "E3"] = "記入欄"
    book[second, "E4"] = "○"
    del book.sheets[third]

    page = hanako.upload(book.saved())

    assert page.counts == (1, len(sheet.questions) - 1, 0, 1)
    assert f"シート「{first}」A3 見出し「回答」（Answer）がありません" in page.text


def test_a_question_that_is_asked_no_more(city, desk, sheet):
    hanako = desk("hanako")
    book = hanako.workbook()
    first = book.chapters[0]
    book[first, "I4"] = "ZZZ-99"
    book[first, "E4"] = "○"

    page = hanako.upload(book.saved())

    assert page.counts[3] == 1
    assert "この課では聞いていません" in page.text


def test_last_years_workbook_is_refused_with_the_way_on(city, desk, period, sheet):
    old = desk("hanako").workbook()
    old.fill(sheet.questions[0], "○")
    story.handed_in(city, period, city.units["citizens"], "hanako", "tanaka")
    story.frozen(city, period)
    days = (date(2027, 10, 1), date(2027, 10, 29), date(2027, 9, 30))
    this = story.opened(city, story.Plan(2027, *days, core_only=False))
    hanako = desk("hanako", story.sheet_of(this, city.units["citizens"]))

    page = hanako.upload(old.saved(), 400)

    assert "別の自己点検（令和8年度 自己点検）" in page.text
    assert "今回のファイルをダウンロードしてください" in page.text
    assert not hanako.answers()


def test_another_departments_workbook_is_refused(city, desk, period):
    tax = desk("yamamoto", story.sheet_of(period, city.units["tax"])).workbook()

    page = desk("hanako").upload(tax.saved(), 400)

    assert "このファイルは税務課のものです" in page.text


def test_what_is_no_workbook_of_ours(desk):
    hanako = desk("hanako")
    book = hanako.workbook()
    del book.sheets["secaudit"]
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/workbook.xml", b"0" * 50_000_000)

    said = {
        "非表示のシートがなくなっています": (book.saved(), "a.xlsx"),
        "開けません": (b"not a workbook", "a.xlsx"),
        "パスワード": (b"\xd0\xcf\x11\xe0" + b"0" * 600, "a.xlsx"),
        "大きくなりすぎます": (bomb.getvalue(), "a.xlsx"),
        "選んでください": (b"x", "a.pdf"),
    }
    for words, (data, name) in said.items():
        assert words in hanako.upload(data, 400, name).text
    assert "ファイルを選んでください" in hanako.browser.post(hanako.address, {}, 400).text


def test_more_than_ten_megabytes_are_not_opened():
    with pytest.raises(Unreadable, match="up to 10 MB"):
        read(b"0" * (10 * 1024 * 1024 + 1), "a.xlsx")


def test_a_stamp_that_was_tampered_with_hurts_nobody(city, desk, sheet):
    hanako = desk("hanako")
    control = sheet.questions[0]
    story.answer(city, "tanaka", sheet, control, "partial", "半分")
    book = hanako.workbook()
    hidden = book.sheets["secaudit"]
    row = next(r for (r, c), value in hidden.items() if value == control)
    hidden[row, 1], hidden[row, 2] = "１＋", "<script>"
    book.fill(control, "○")

    page = hanako.upload(book.saved())

    assert page.counts == (0, len(sheet.questions) - 1, 1, 0)  # asked, not overwritten
    assert "<script>alert" not in page.html


def test_words_of_a_stranger_are_shown_as_words(desk, sheet):
    hanako = desk("hanako")
    book = hanako.workbook()
    book.fill(sheet.questions[0], "<script>alert(1)</script>")
    book.fill(sheet.questions[1], "○", "%(typed)s <img src=x onerror=alert(1)>")
    book[book.chapters[0], "J3"] = "<b>%s</b>"

    page = hanako.upload(book.saved())

    assert "<script>alert" not in page.html and "<img" not in page.html
    assert "%(typed)s &lt;img" in page.html and "&lt;b&gt;%s" in page.html


def test_a_workbook_with_nothing_in_it_but_the_stamp(desk, sheet):
    hanako = desk("hanako")
    book = hanako.workbook()
    book.sheets = {name: cells for name, cells in book.sheets.items() if name == "secaudit"}
    book.hidden = set()
    book.sheets["ほか"] = {(0, 0): "何もない"}

    assert hanako.upload(book.saved()).counts == (0, len(sheet.questions), 0, 0)


def test_core_questions_only(city, browse, desk):
    """The usual first year: fewer questions, the same way."""
    period = story.opened(city, story.PLAN)
    hanako = desk("hanako", story.sheet_of(period, city.units["citizens"]))
    book = Workbook(hanako.download())
    for control in hanako.sheet.questions:
        book.fill(control, "○")

    hanako.take(hanako.upload(book.saved()))

    assert {a.value for a in hanako.answers().values()} == {Value.IMPLEMENTED}
