import io
import re
import unicodedata
import zipfile
from datetime import date, datetime, time
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from secaudit.web.spreadsheets import (
    Row,
    Table,
    Unreadable,
    as_csv,
    as_xlsx,
    cell_address,
    read_sheets,
    read_table,
    unwritable,
)
from secaudit.web.spreadsheets.csv_files import guarded, unguarded
from secaudit.web.spreadsheets.xlsx_files import display_width, sheet_name

NOON = datetime(2026, 10, 22, 3, 0)
RATES = Table(
    title="課別の実施率",
    headings=["番号", "課", "実施率", "件数", "期限"],
    rows=[
        ["007", "情報政策課", Decimal("83.3"), 72, date(2026, 11, 21)],
        ["5-1", "税務課", None, 0, None],
    ],
    notes=["実施 ÷（実施＋一部実施＋未実施＋わからない）", "令和8年10月22日（木）12:00現在"],
)
ATTACKS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "－1+1", "'=1"]


def words(*rows):
    return Table("Words", ["heading"], [[row] for row in rows])


def text_of(data, encoding="utf-8-sig"):
    return data.decode(encoding)


# CSV out


def test_writes_csv_for_excel():
    data = as_csv(RATES)

    assert data.startswith(b"\xef\xbb\xbf")
    assert text_of(data).split("\r\n") == [
        "番号,課,実施率,件数,期限",
        "007,情報政策課,83.3,72,2026-11-21",
        "5-1,税務課,,0,",
        "",
        "実施 ÷（実施＋一部実施＋未実施＋わからない）",
        "令和8年10月22日（木）12:00現在",
        "",
    ]


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_text_is_never_a_formula(attack):
    assert guarded(attack) == "'" + attack
    assert unguarded(guarded(attack)) == attack


@pytest.mark.parametrize("text", ["－", "－ 該当なし", "－該当なし", "'quoted'", "1-2", "課"])
def test_an_ordinary_text_is_left_alone(text):
    assert guarded(text) == text


def test_a_number_below_zero_stays_a_number():
    assert "\r\n-0.4\r\n" in text_of(as_csv(words(Decimal("-0.4"))))


def test_a_null_byte_hides_no_formula():
    assert "\r\n'=1\r\n" in text_of(as_csv(words("\x00=1")))


def test_cp932_shows_what_it_lacks():
    table = words("𠮷田さん", "髙﨑—〜¥", "葛\U000e0100城", "か\u3099")
    lines = text_of(as_csv(table, "cp932"), "cp932").split("\r\n")

    assert lines[1:5] == ["〓田さん", "髙﨑―～￥", "葛城", "が"]
    assert lines[5] == "〓 = U+20BB7 U+E0100"
    assert unwritable(table) == ["𠮷", "\U000e0100"]


def test_cp932_without_loss_lists_nothing():
    assert unwritable(RATES) == []
    assert "〓" not in text_of(as_csv(RATES, "cp932"), "cp932")


# Excel out


def book_of(data):
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def member(data, name):
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def test_writes_true_numbers_and_dates_and_keeps_codes_as_text():
    rows = book_of(as_xlsx([RATES], NOON))["課別の実施率"]

    assert rows[1] == ["007", "情報政策課", 83.3, 72.0, date(2026, 11, 21)]
    assert rows[2] == ["5-1", "税務課", "", 0.0, ""]
    assert [row[0] for row in rows[4:]] == list(RATES.notes)


def test_no_cell_is_a_formula():
    data = as_xlsx([words(*ATTACKS, "http://example.jp/")], NOON)

    assert [row[0] for row in book_of(data)["Words"][1:]][:2] == ["=1+1", "+1"]
    assert "<f>" not in member(data, "xl/worksheets/sheet1.xml")
    assert "hyperlink" not in member(data, "xl/worksheets/sheet1.xml")


def test_the_sheet_is_ready_to_read_and_print():
    sheet = member(as_xlsx([RATES], NOON), "xl/worksheets/sheet1.xml")

    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:E3"/>' in sheet
    assert 'paperSize="9"' in sheet
    assert "<oddFooter>&amp;C&amp;P / &amp;N</oddFooter>" in sheet
    assert "Print_Titles" in member(as_xlsx([RATES], NOON), "xl/workbook.xml")


def test_a_wide_table_is_printed_across():
    wide = Table("Wide", ["heading"] * 20, [["x" * 30] * 20])

    assert 'orientation="landscape"' in member(as_xlsx([wide], NOON), "xl/worksheets/sheet1.xml")


def test_dates_follow_the_language():
    assert "ge.m.d" in member(as_xlsx([RATES], NOON), "xl/styles.xml")
    assert "yyyy-mm-dd" in member(as_xlsx([RATES], NOON, language="en"), "xl/styles.xml")


def test_says_who_made_it():
    core = member(as_xlsx([RATES], NOON, {"author": "汐見市"}), "docProps/core.xml")

    assert "汐見市" in core
    assert "2026-10-22T03:00:00Z" in core


@pytest.mark.parametrize("rows", [3, 6_000])
def test_the_same_table_gives_the_same_bytes(rows):
    table = words(*map(str, range(rows)))

    assert as_xlsx([table], NOON) == as_xlsx([table], NOON)


def test_a_large_table_loses_no_row():
    table = Table("Large", ["number", "text"], [[n, f"課{n}"] for n in range(6_000)])

    assert [row.cells for row in read_table(as_xlsx([table], NOON), "a.xlsx")][-1] == (
        "5999",
        "課5999",
    )


def test_a_text_longer_than_a_cell_is_cut_where_one_can_see_it():
    rows = book_of(as_xlsx([words("x" * 40_000)], NOON))["Words"]

    assert len(rows[1][0]) == 32_767
    assert rows[1][0].endswith("…")


def test_an_empty_table_is_still_a_file():
    assert book_of(as_xlsx([Table("Empty", ["heading"], [])], NOON)) == {"Empty": [["heading"]]}


def test_sheets_have_names_that_excel_takes():
    taken: set[str] = set()

    assert sheet_name("3 物理的対策", taken) == "3 物理的対策"
    assert sheet_name("3 物理的対策", taken) == "3 物理的対策 2"
    assert sheet_name("a/b:c?", taken) == "a b c"
    assert sheet_name("History", taken) == "History_"
    assert sheet_name("", taken) == "Sheet"
    assert sheet_name("長" * 50, taken) == "長" * 31
    assert sheet_name("長" * 50, taken) == "長" * 29 + " 2"


@pytest.mark.parametrize(
    "cell, width", [("課", 2), ("abc", 3), ("課a\n情報政策課", 10), (None, 0), (Decimal("8.5"), 3)]
)
def test_measures_full_width_text(cell, width):
    assert display_width(cell) == width


# Reading


@pytest.mark.parametrize(
    "row, column, address",
    [(23, 6, "F23"), (1, 1, "A1"), (5, 26, "Z5"), (5, 27, "AA5"), (1, 16384, "XFD1")],
)
def test_addresses(row, column, address):
    assert cell_address(row, column) == address


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_reads_csv_in_any_usual_encoding(encoding):
    data = '課,回答\r\n\r\n情報政策課,"○\r\n別紙のとおり",,\r\n'.encode(encoding)

    assert read_table(data, "03_情報政策課.CSV") == [
        Row(1, ("課", "回答")),
        Row(3, ("情報政策課", "○\n別紙のとおり")),
    ]


def test_a_row_knows_where_it_stood():
    row = read_table("a,b\n,まる".encode(), "a.csv")[1]

    assert row.address(2) == "B2"
    assert (row.cell(1), row.cell(2), row.cell(9)) == ("", "まる", "")


def test_reads_what_is_pasted_with_tabs():
    assert read_table("課\t回答\n税務課\t○".encode(), "a.txt")[1].cells == ("税務課", "○")


@given(st.lists(st.text(st.characters(exclude_categories=["C"]), min_size=1), min_size=1))
def test_reads_back_the_csv_it_writes(texts):
    table = Table("Words", ["#", "text"], [["x", text] for text in texts])

    back = [row.cell(2) for row in read_table(as_csv(table), "a.csv")[1:]]

    assert back == ["" if not t.strip() else unicodedata.normalize("NFC", t) for t in texts]


def test_reads_every_sheet_of_a_workbook():
    sheets = read_sheets(as_xlsx([RATES, words("一")], NOON), "form.xlsx")

    assert [sheet.name for sheet in sheets] == ["課別の実施率", "Words"]
    assert sheets[0].rows[1] == Row(2, ("007", "情報政策課", "83.3", "72", "2026-11-21"))
    assert sheets[0].rows[3].number == 5
    assert not sheets[0].hidden


def test_cells_keep_their_address_whatever_stands_before_them():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("様式")
        sheet.write_string(22, 5, "まる")
        sheet.write_blank(1_000_000, 16_000, None, book.add_format({"bold": True}))
        book.add_worksheet("設定").hide()
    form, settings_sheet = read_sheets(out.getvalue(), "form.xlsx")

    assert [row.address(6) for row in form.rows] == ["F23"]
    assert form.rows[0].cell(6) == "まる"
    assert settings_sheet.hidden


def test_shows_every_kind_of_cell_as_a_person_reads_it():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        clock = book.add_format({"num_format": "hh:mm"})
        for column, number in enumerate([3, 0.1 + 0.2, -2.5, 1e20]):
            sheet.write_number(0, column, number)
        sheet.write_datetime(0, 4, datetime(2026, 11, 21), day)
        sheet.write_datetime(0, 5, datetime(2026, 11, 21, 14, 40), day)
        sheet.write_datetime(0, 6, time(14, 40), clock)
        sheet.write_boolean(0, 7, True)
        sheet.write_formula(0, 8, "=1+1", None, 2)
        sheet.write_string(0, 9, "か\u3099\x01\r\n課")

    assert read_table(out.getvalue(), "a.xlsx")[0].cells == (
        *("3", "0.3", "-2.5", "1e+20"),
        *("2026-11-21", "2026-11-21 14:40", "14:40", "TRUE", "2", "が\n課"),
    )


def ods(body):
    out = io.BytesIO()
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="S">{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return out.getvalue()


ODS_CELL = '<table:table-cell office:value-type="string"{}><text:p>○</text:p></table:table-cell>'


def test_reads_opendocument():
    data = ods(f"<table:table-row><table:table-cell/>{ODS_CELL.format('')}</table:table-row>")

    assert read_table(data, "a.ods") == [Row(1, ("", "○"))]


def refusal(data, filename):
    with pytest.raises(Unreadable) as refused:
        read_table(data, filename)
    return str(refused.value)


@pytest.mark.parametrize(
    "data, filename, message",
    [
        (b"a\nb\x00c", "a.csv", "Line 2 holds something other than text"),
        (b"a\n\n\x81", "a.csv", "Line 3 holds something other than text"),
        (b"a\n\xff\xfe", "a.csv", "Line 2 holds something other than text"),
        ("課".encode("utf-16"), "a.csv", "Line 1 holds something other than text"),
        (b'a\n"b\nc\n', "a.csv", "The quotation marks in row 2"),
        (b'a\n"b"c\n', "a.csv", "The quotation marks in row 2"),
        (b"x" * (10 * 1024 * 1024 + 1), "a.csv", "up to 10 MB"),
        (b"x\n" * 50_001, "a.csv", "Up to 50000 rows"),
        (b"x," * 200 + b"x", "a.csv", "Row 1 has more than 200 columns"),
        (b"a", "a.exe", "Choose a CSV"),
        (b"a", "noextension", "Choose a CSV"),
        (b"\xd0\xcf\x11\xe0....", "a.xlsx", "has a password or an older format"),
        (b"<html>", "a.xlsx", "cannot be opened"),
        (b"", "a.xlsx", "cannot be opened"),
        (as_csv(RATES), "a.ods", "cannot be opened"),
    ],
)
def test_says_why_a_file_cannot_be_read(data, filename, message):
    assert message.lower() in refusal(data, filename).lower()


def test_an_empty_file_has_no_rows():
    assert read_table(b"", "a.csv") == []
    assert read_table(b"\xef\xbb\xbf\r\n,,\r\n", "a.csv") == []


def changed(data, old, new):
    """The same archive with one text in its first sheet replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for info in before.infolist():
            content = before.read(info)
            if info.filename.endswith("sheet1.xml"):
                assert old in content
                content = content.replace(old, new)
            after.writestr(info.filename, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def archive_of(count, size):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(count):
            archive.writestr(f"{number}.xml", b"0" * size)
    return out.getvalue()


BOMB_REFUSED = re.compile("unpacks to too much|cannot be opened")


@pytest.mark.parametrize(
    "bomb, filename",
    [
        (archive_of(1, 20_000_000), "ratio.xlsx"),
        (archive_of(2_001, 0), "members.xlsx"),
        (changed(as_xlsx([words("x")], NOON), b'r="A2"', b'r="XFD1048576"'), "far.xlsx"),
        (
            ods(
                '<table:table-row table:number-rows-repeated="1000000">'
                + ODS_CELL.format(' table:number-columns-repeated="200"')
                + "</table:table-row>"
            ),
            "repeated.ods",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bomb_does_not_take_the_server_with_it(bomb, filename):
    assert BOMB_REFUSED.search(refusal(bomb, filename))


def test_a_damaged_workbook_is_refused():
    data = as_xlsx([RATES], NOON)

    assert "cannot be opened" in refusal(data[: len(data) // 2], "a.xlsx")
    assert "cannot be opened" in refusal(changed(data, b"<sheetData>", b"<she"), "a.xlsx")


def test_limits_hold_for_workbooks_too():
    tall = Table("Tall", ["n"], [[n] for n in range(50_000)])
    wide = Table("Wide", ["n"] * 201, [])

    assert "Up to 50000 rows" in refusal(as_xlsx([tall], NOON), "a.xlsx")
    assert "more than 200 columns" in refusal(as_xlsx([wide], NOON), "a.xlsx")


@settings(max_examples=50)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    try:
        read_table(data, "a.csv")
    except Unreadable as refused:
        assert str(refused)


def test_a_large_file_says_what_a_small_one_says():
    """Rows of a large one are written as one text each: no formula, no markup, nothing lost."""
    odd = [
        "=1+1",
        "<r><t>x</t></r>",
        "_x0041_",
        " 前後に空白 ",
        "a & b < c",
        "行1\n行2",
        "\x07鈴",
        "",
    ]
    row = [*odd, Decimal("87.5"), 41, date(2026, 10, 22), None]
    headings = [f"列{n}" for n in range(len(row))]
    few, many = (
        read_sheets(as_xlsx([Table("表", headings, [row] * n)], NOON), "t.xlsx")[0].rows
        for n in (1, 5_001)
    )

    assert len(many) == 5_002
    assert many[1].cells == many[-1].cells == few[1].cells
