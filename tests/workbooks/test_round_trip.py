"""120 answers out and back: no difference, and none is written twice."""

import re
import zipfile
from datetime import date
from io import BytesIO
from xml.etree import ElementTree

import pytest

from secaudit.journal.models import JournalEntry
from secaudit.selfcheck.answers import Given
from secaudit.selfcheck.kinds import ReadyReason, Source, Value
from secaudit.selfcheck.models import Answer
from tests.selfcheck import story
from tests.workbooks.office import WAYS, Workbook

LIFE = [
    Given(Value.IMPLEMENTED),
    Given(Value.IMPLEMENTED, "台帳は係長が管理\n（書庫の鍵も同じ）"),
    Given(Value.PARTIAL, "支所の分がまだ", promised_on=date(2026, 12, 18)),
    Given(Value.NOT_IMPLEMENTED, "=SUM(A1:A9) の表がない"),
    Given(Value.NOT_APPLICABLE, ready_reason=ReadyReason.NOTHING_HAPPENED),
    Given(Value.NOT_APPLICABLE, "－１ 該当機器は𠮷田課長の課にある", ReadyReason.NO_SUCH_TASK),
    Given(Value.UNKNOWN, "情報政策課に確認中　＠内線1234"),
    Given(Value.PARTIAL, "が濁点別\t<b>&amp;_x0041_'", promised_on=date(2028, 2, 29)),
    Given(Value.UNKNOWN),
]


def answered(city, sheet, number=None) -> dict[str, Given]:
    """Hanako has answered on screen, with everything that can stand in an answer."""
    different = {c.replace("-", "_"): LIFE[n % len(LIFE)] for n, c in enumerate(sheet.questions)}
    story.answer_all(city, "hanako", sheet, **different)
    return different


def everything(sheet) -> list[tuple]:
    rows = Answer.select().where(Answer.sheet == sheet.id).order_by(Answer.control)
    return [(a.control, a.given, a.version, a.source, a.answered_at) for a in rows]


@pytest.mark.parametrize("way", WAYS)
def test_all_answers_out_and_back_make_no_difference(city, desk, sheet, tmp_path, way):
    hanako = desk("hanako")
    answered(city, sheet)
    before = everything(sheet)
    assert len(before) >= 120

    page = hanako.upload(WAYS[way](hanako.download(), tmp_path), name=way)

    assert page.counts == (0, len(before), 0, 0)
    assert "変わるものはありません" in page.text
    assert everything(sheet) == before


@pytest.mark.parametrize("way", WAYS)
def test_a_blank_workbook_filled_at_the_desk_becomes_the_answers(desk, sheet, tmp_path, way):
    hanako = desk("hanako")
    book = hanako.workbook()
    wanted = {control: LIFE[n % len(LIFE)] for n, control in enumerate(sheet.questions)}
    for control, it in wanted.items():
        ready = {"nothing happened": "この1年間に、該当することがなかった", "no such task": "B"}
        book.fill(
            control,
            it.value.symbol,
            it.reason.replace("\t", ""),
            ready.get(it.ready_reason or "", ""),
            it.promised_on or "",
        )

    page = hanako.upload(WAYS[way](book.saved(), tmp_path), name=way)
    assert page.counts == (len(wanted), 0, 0, 0)
    assert not hanako.answers()
    hanako.take(page)

    stored = hanako.answers()
    assert {c: a.given.value for c, a in stored.items()} == {c: g.value for c, g in wanted.items()}
    third, fourth, fifth = (stored[control].given for control in sheet.questions[2:5])
    assert third == LIFE[2]
    assert fourth.reason == "=SUM(A1:A9) の表がない"
    assert fifth == LIFE[4]
    assert {answer.source for answer in stored.values()} == {Source.EXCEL}
    again = hanako.upload(hanako.download())
    assert again.counts == (0, len(wanted), 0, 0)


def test_taking_it_in_is_one_entry_and_taking_it_out_another(city, desk, sheet):
    hanako = desk("hanako")
    book = hanako.workbook()
    for control in sheet.questions[:40]:
        book.fill(control, "○")
    hanako.take(hanako.upload(book.saved()))

    acts = [row.act for row in JournalEntry.select().order_by(JournalEntry.id.desc()).limit(2)]
    assert acts == ["answer.save", "export.workbook"]


def test_the_same_answers_give_the_same_bytes(city, desk, sheet):
    answered(city, sheet)

    assert desk("hanako").download() == desk("tanaka").download()


def test_the_number_of_statements_does_not_grow(city, desk, sheet, statements):
    hanako, counted = desk("hanako"), []
    for first, last in ((0, 10), (10, len(sheet.questions))):
        book = hanako.workbook()
        for control in sheet.questions[first:last]:
            book.fill(control, "△", "まだ", "", "R8.12.18")
        with statements() as out:
            hanako.download()
        with statements() as compared:
            page = hanako.upload(book.saved())
        with statements() as taken:
            hanako.take(page)
        hanako.browser.get(f"/self-check/sheets/{sheet.id}")  # where she is told of it
        counted.append((len(out), len(compared), len(taken)))

    few, many = counted
    assert many[0] <= few[0] <= 18
    assert many[1] <= few[1] <= 14
    assert many[2] <= few[2] + 1 <= 18  # the very first answer also starts the sheet


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(data)) as file:
        return {name: file.read(name).decode("utf-8", "replace") for name in file.namelist()}


def test_what_the_workbook_is_like(desk):
    data = desk("hanako").download()
    found, book = parts(data), Workbook(data)
    chapter = found["xl/worksheets/sheet2.xml"]

    assert next(iter(book.sheets)) == "一覧" and list(book.sheets)[-1] == "secaudit"
    assert book.hidden == {"secaudit"}
    assert '<sheetProtection sheet="1"' in chapter
    assert "<formula1>secaudit!$H$1:$H$5</formula1>" in chapter
    assert "<formula1>secaudit!$I$1:$I$2</formula1>" in chapter
    assert 'paperSize="9"' in chapter and 'orientation="landscape"' in chapter
    assert 'fitToHeight="0"' in chapter
    assert not any("<f>" in text for name, text in found.items() if "worksheets" in name)
    first = book.chapters[0]
    assert book[first, "A2"].startswith("「この1年間」は、令和7年10月1日～令和8年9月30日")
    headings = [book[first, f"{letter}3"] for letter in "ABCDEFGHIJ"]
    assert headings == [
        "番号", "質問", "昨年度", "昨年度の理由", "回答", "理由", "－の理由（選ぶ）", "いつまでに",
        "質問ID", "根拠資料（参考）",
    ]  # fmt: skip


def test_only_the_cells_to_be_filled_in_are_unlocked(desk):
    found = parts(desk("hanako").download())
    formats = ElementTree.fromstring(found["xl/styles.xml"]).find("{*}cellXfs")
    protections = [each.find("{*}protection") for each in formats]
    unlocked = {
        str(number)
        for number, each in enumerate(protections)
        if each is not None and each.get("locked") == "0"
    }

    row = re.search(r'<row r="4".*?</row>', found["xl/worksheets/sheet2.xml"], re.DOTALL)[0]
    cells = dict(re.findall(r'<c r="([A-Z]+)4" s="(\d+)"', row))
    assert {column for column, style in cells.items() if style in unlocked} == {"E", "F", "G", "H"}


def test_last_years_answer_stands_beside(city, desk, period, sheet):
    control = sheet.questions[0]
    key = control.replace("-", "_")
    gap = Given(Value.PARTIAL, "書庫の鍵が足りない", promised_on=date(2026, 9, 1))
    story.handed_in(city, period, city.units["citizens"], "hanako", "tanaka", **{key: gap})
    story.frozen(city, period)
    days = (date(2027, 10, 1), date(2027, 10, 29), date(2027, 9, 30))
    this = story.opened(city, story.Plan(2027, *days, core_only=False))
    hanako = desk("hanako", story.sheet_of(this, city.units["citizens"]))

    book = hanako.workbook()
    at, row = book.cells_of(control)

    assert book[at, f"C{row}"] == "△ 一部実施"
    said = book[at, f"D{row}"]
    assert said.startswith("書庫の鍵が足りない / 令和8年9月1日まで\n※ ")
    assert book[at, f"E{row}"] == ""


def test_the_reader_chooses_the_language(city, desk):
    hanako = desk("hanako")
    hanako.browser.post("/language", {"language": "en"})

    book = hanako.workbook()

    first = book.chapters[0]
    assert book[first, "E3"] == "Answer"
    assert "List of chapters" in book.sheets
    for address in ("E4", "E5"):
        book[first, address] = "○"
    book[first, "E5"], book[first, "G5"] = "Not applicable", "We have no such task or equipment"
    hanako.browser.post("/language", {"language": "ja"})
    page = hanako.upload(book.saved())
    assert page.counts[0] == 2
