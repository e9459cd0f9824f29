"""The Excel file: an overview, a sheet a chapter, and the hidden one. Never a formula in a cell."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from secaudit.web.spreadsheets import marking
from secaudit.web.spreadsheets.xlsx_files import DATES, FONT, sheet_name
from secaudit.workbooks.book import Book, Chapter, Row
from secaudit.workbooks.columns import COLUMNS, PLACES
from secaudit.workbooks.dressing import FREE, INPUT, choice, foreword, hidden, print_set_up
from secaudit.workbooks.dressing import LOOKS as COMMON
from secaudit.workbooks.stamp import NAME

FIRST = 3  # rows above the questions: title, the past twelve months, headings
LINE = "#999999"
MISSING = "#FFD8A8"
LOOKS: Mapping[str, dict] = {
    **COMMON,
    "link": {"text_wrap": True, "valign": "top", "font_color": "#0017C1", "underline": 1},
    "centre": {"valign": "top", "align": "center", "border": 1, "num_format": "@"},
    "grey": {"valign": "top", "border": 1, "num_format": "@", "font_color": "#626264"},
    "input": {"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"},
    "mark": {"valign": "top", "align": "center", "border": 1, "num_format": "@", "font_size": 12},
    "date": {"valign": "top", "align": "left", "border": 1},
}
CELLS = {
    "number": "centre",
    "answer": "mark",
    "reason": "input",
    "ready": "input",
    "promised": "date",
    "evidence": "grey",
    "source": "grey",
    "control": "grey",
}
UNLOCKED = ("input", "mark", "date")


def as_xlsx(book: Book) -> bytes:
    """The same book gives the same bytes."""
    out = io.BytesIO()
    with marking.workbook(out, {"in_memory": True}) as file:
        file.set_properties({"title": book.title, "created": book.made_from})
        formats = _formats(file, book)
        taken = {NAME}
        first = file.add_worksheet(sheet_name(book.words.overview, taken))
        names = [sheet_name(chapter.title, taken) for chapter in book.chapters]
        _overview(first, book, names, formats)
        for name, chapter in zip(names, book.chapters, strict=True):
            _chapter(file.add_worksheet(name), book, chapter, formats)
        signs = (sign for sign, _word in book.signs)
        hidden(file.add_worksheet(NAME), book.stamp, signs, book.ready)
    return out.getvalue()


def _formats(file: xlsxwriter.Workbook, book: Book) -> dict[str, Any]:
    looks = {name: {**FONT, **look, "border_color": LINE} for name, look in LOOKS.items()}
    looks["date"]["num_format"] = DATES[book.language]
    if book.open:
        for name in UNLOCKED:
            looks[name] |= {"locked": False, "bg_color": INPUT}
    found = {name: file.add_format(look) for name, look in looks.items()}
    found["missing"] = file.add_format({"bg_color": MISSING, "border": 2})
    return found


def _overview(sheet, book: Book, names: Sequence[str], formats: Mapping) -> None:
    for column, width in enumerate((24, 44, 12, 12)):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, book.title, formats["title"])
    facts = [*book.facts, *book.signs]
    row = foreword(sheet, facts, book.instructions, formats, first=2, last_column=3, line=96)
    _contents(sheet, row + 2, book, names, formats)
    print_set_up(sheet, book.title)
    sheet.protect("", FREE)


def _contents(sheet, row: int, book: Book, names: Sequence[str], formats: Mapping) -> None:
    words = (book.words.chapter, "", book.words.questions, book.words.answered)
    for column, text in enumerate(words):
        sheet.write_string(row, column, text, formats["heading"])
    sheet.merge_range(row, 0, row, 1, book.words.chapter, formats["heading"])
    for name, chapter in zip(names, book.chapters, strict=True):
        row += 1
        sheet.merge_range(row, 0, row, 1, "", formats["link"])
        quoted = name.replace("'", "''")
        sheet.write_url(row, 0, f"internal:'{quoted}'!A1", formats["link"], chapter.title)
        sheet.write_number(row, 2, len(chapter.rows), formats["text"])
        sheet.write_number(row, 3, chapter.answered, formats["text"])


def _chapter(sheet, book: Book, chapter: Chapter, formats: Mapping) -> None:
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width)
        sheet.write_string(FIRST - 1, place, column.heading(book.language), formats["heading"])
    sheet.write_string(0, 0, chapter.title, formats["title"])
    sheet.write_string(1, 0, book.words.span)
    for number, row in enumerate(chapter.rows, FIRST):
        _question(sheet, number, row, formats)
    _drop_downs(sheet, book, (FIRST, FIRST + len(chapter.rows) - 1), formats)
    sheet.set_selection(FIRST, PLACES["answer"], FIRST, PLACES["answer"])
    sheet.ignore_errors({"number_stored_as_text": f"A1:{chr(64 + len(COLUMNS))}9999"})
    sheet.freeze_panes(FIRST, 2)
    sheet.set_landscape()
    sheet.repeat_rows(FIRST - 1)
    print_set_up(sheet, f"{book.title}　{chapter.title}")
    sheet.protect("", FREE)


def _question(sheet, number: int, row: Row, formats: Mapping) -> None:
    for place, column in enumerate(COLUMNS):
        look = formats[CELLS.get(column.key, "text")]
        value = getattr(row, column.key)
        if not value:
            sheet.write_blank(number, place, None, look)
        elif column.key == "promised":
            sheet.write_datetime(number, place, value, look)
        else:
            sheet.write_string(number, place, value, look)


def _drop_downs(sheet, book: Book, rows: tuple[int, int], formats: Mapping) -> None:
    words = book.words
    _list(sheet, rows, "answer", len(book.signs), 0, words.refused)
    _list(sheet, rows, "ready", len(book.ready), 1, words.refused_ready)
    title, text = words.day
    prompt = {"validate": "any", "input_title": title[:32], "input_message": text[:255]}
    sheet.data_validation(*_column(rows, "promised"), prompt)
    sheet.conditional_format(
        rows[0],
        PLACES["reason"],
        rows[1],
        PLACES["ready"],
        {"type": "formula", "criteria": _reason_missing(rows[0] + 1), "format": formats["missing"]},
    )


def _list(sheet, rows, key: str, length: int, place: int, refused: tuple[str, str]) -> None:
    sheet.data_validation(*_column(rows, key), choice(NAME, place, length, refused))


def _column(rows: tuple[int, int], key: str) -> tuple[int, int, int, int]:
    return rows[0], PLACES[key], rows[1], PLACES[key]


def _reason_missing(row: int) -> str:
    """A rule that colours the empty reason of △, × and －; it stands in no cell."""
    a, r, k = (f"${chr(65 + PLACES[key])}{row}" for key in ("answer", "reason", "ready"))
    return f'=AND(OR({a}="△",{a}="×",{a}="－"),{r}="",{k}="")'
