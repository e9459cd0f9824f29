"""The Excel file: what to know, the rows, and the hidden sheet. Never a formula in a cell."""

import io
from collections.abc import Mapping
from typing import Any

from secaudit.fieldwork.offline.columns import COLUMNS, HEADINGS, PLACES
from secaudit.fieldwork.offline.composing import Book
from secaudit.fieldwork.offline.stamp import NAME
from secaudit.web.spreadsheets import marking
from secaudit.web.spreadsheets.xlsx_files import FONT, sheet_name
from secaudit.workbooks.dressing import FREE, INPUT, choice, foreword, hidden, print_set_up
from secaudit.workbooks.dressing import LOOKS as COMMON

FIRST = 2  # rows above the controls: title, headings
LOOKS: Mapping[str, dict] = {
    **COMMON,
    "chapter": {"bold": True, "bg_color": "#F2F2F2", "border": 1},
    "input": {"text_wrap": True, "valign": "top", "border": 1, "num_format": "@",
              "locked": False, "bg_color": INPUT},
    "mark": {"valign": "top", "align": "center", "border": 1, "num_format": "@",
             "font_size": 12, "locked": False, "bg_color": INPUT},
}  # fmt: skip


def as_xlsx(book: Book) -> bytes:
    """The same book gives the same bytes."""
    out = io.BytesIO()
    with marking.workbook(out, {"in_memory": True}) as file:
        file.set_properties({"title": book.title, "created": book.made_from})
        formats = {
            name: file.add_format({**FONT, **look, "border_color": "#999999"})
            for name, look in LOOKS.items()
        }
        taken = {NAME}
        first, second = (file.add_worksheet(sheet_name(name, taken)) for name in book.names)
        _read_first(first, book, formats)
        _paper(second, book, formats)
        marks = (mark for mark, _word in book.judgements)
        hidden(file.add_worksheet(NAME), book.stamp, marks)
    return out.getvalue()


def _read_first(sheet, book: Book, formats: Mapping[str, Any]) -> None:
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 84)
    sheet.write_string(0, 0, book.title, formats["title"])
    sheet.write_string(1, 0, book.mark)
    facts = [*book.facts, *book.judgements]
    foreword(sheet, facts, book.instructions, formats, first=3, last_column=1, line=100)
    print_set_up(sheet, book.title, book.mark)
    sheet.protect("", FREE)


def _paper(sheet, book: Book, formats: Mapping[str, Any]) -> None:
    sheet.write_string(0, 0, book.title, formats["title"])
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width)
        sheet.write_string(FIRST - 1, place, column.heading(book.language), formats["heading"])
    last = _rows(sheet, book, formats)
    _drop_down(sheet, book, last)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{chr(64 + len(COLUMNS))}{last + 1}"})
    sheet.freeze_panes(FIRST, PLACES["requirement"])
    sheet.set_landscape()
    sheet.repeat_rows(FIRST - 1)
    print_set_up(sheet, book.title, book.mark)
    sheet.protect("", FREE)


def _rows(sheet, book: Book, formats: Mapping[str, Any]) -> int:
    """A line for each chapter, then its controls; the number of the last row."""
    number, before = FIRST - 1, ""
    for chapter, cells in book.rows:
        number += 1
        if chapter != before:
            sheet.merge_range(number, 0, number, len(COLUMNS) - 1, "", formats["chapter"])
            sheet.write_string(number, 0, chapter, formats["chapter"])
            number, before = number + 1, chapter
        for place, column in enumerate(COLUMNS):
            _cell(sheet, (number, place), cells[column.key], formats[_look(column.key)])
    return number


def _look(key: str) -> str:
    if key == "judgement":
        return "mark"
    return "input" if HEADINGS.columns[key].typed else "text"


def _cell(sheet, place: tuple[int, int], text: str, look) -> None:
    if text:
        sheet.write_string(*place, text, look)
    else:
        sheet.write_blank(*place, None, look)


def _drop_down(sheet, book: Book, last: int) -> None:
    place = PLACES["judgement"]
    rule = choice(NAME, 0, len(book.judgements), book.refused)
    sheet.data_validation(FIRST, place, max(last, FIRST), place, rule)
