"""The Excel file: what to know, the rows, and the hidden sheet. Never a formula in a cell."""

import io
from collections.abc import Mapping
from typing import Any

from secaudit.fieldwork.offline.columns import COLUMNS, HEADINGS, PLACES
from secaudit.fieldwork.offline.composing import Book
from secaudit.fieldwork.offline.stamp import NAME
from secaudit.web.spreadsheets import marking
from secaudit.web.spreadsheets.xlsx_files import A4, FONT, sheet_name

FIRST = 2  # rows above the controls: title, headings
LISTS = 7  # the column of the hidden sheet with the words of the drop-down
LOOKS: Mapping[str, dict] = {
    "title": {"bold": True, "font_size": 14},
    "plain": {"text_wrap": True, "valign": "top"},
    "heading": {"bold": True, "text_wrap": True, "bg_color": "#E8F1FE", "border": 1},
    "chapter": {"bold": True, "bg_color": "#F2F2F2", "border": 1},
    "text": {"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"},
    "input": {"text_wrap": True, "valign": "top", "border": 1, "num_format": "@",
              "locked": False, "bg_color": "#FFFBE6"},
    "mark": {"valign": "top", "align": "center", "border": 1, "num_format": "@",
             "font_size": 12, "locked": False, "bg_color": "#FFFBE6"},
}  # fmt: skip
FREE = {"format_columns": True, "format_rows": True, "select_locked_cells": True}


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
        _hidden(file.add_worksheet(NAME), book)
    return out.getvalue()


def _read_first(sheet, book: Book, formats: Mapping[str, Any]) -> None:
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 84)
    sheet.write_string(0, 0, book.title, formats["title"])
    sheet.write_string(1, 0, book.mark)
    row = 3
    for label, text in [*book.facts, *book.judgements]:
        sheet.write_string(row, 0, label, formats["text"])
        sheet.write_string(row, 1, text, formats["text"])
        row += 1
    for text in book.instructions:
        row += 1
        sheet.merge_range(row, 0, row, 1, "", formats["plain"])
        sheet.write_string(row, 0, text, formats["plain"])
        sheet.set_row(row, 15 * (1 + len(text.encode("cp932", "replace")) // 100))
    _print_set_up(sheet, book)
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
    _print_set_up(sheet, book)
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
    letter, place = chr(ord("A") + LISTS), PLACES["judgement"]
    rule = {
        "validate": "list",
        "source": f"={NAME}!${letter}$1:${letter}${len(book.judgements)}",
        "error_title": book.refused[0][:32],
        "error_message": book.refused[1][:255],
    }
    sheet.data_validation(FIRST, place, max(last, FIRST), place, rule)


def _hidden(sheet, book: Book) -> None:
    for number, cells in enumerate(book.stamp):
        for column, text in enumerate(cells):
            sheet.write_string(number, column, text)
    for number, (mark, _word) in enumerate(book.judgements):
        sheet.write_string(number, LISTS, mark)
    sheet.protect("")
    sheet.hide()


def _print_set_up(sheet, book: Book) -> None:
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.set_header(
        f"&L{book.title.replace('&', '&&')[:150]}&R{book.mark.replace('&', '&&')[:40]}"
    )
    sheet.set_footer("&C&P / &N")
