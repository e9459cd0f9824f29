"""Excel files: text stays text, numbers and dates are true ones, and it prints on A4."""

import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Any

import xlsxwriter

from secaudit.web.spreadsheets import marking
from secaudit.web.spreadsheets.table import Cell, Table
from secaudit.web.spreadsheets.xlsx_rows import Rows

MEASURED = 1_000  # rows looked at for the width of a column
NARROWEST, WIDEST = 6, 60
ARROW = 3  # room for the filter's button beside a heading
PORTRAIT = 90  # characters that a portrait page takes across
A4 = 9

FONT = {"font_name": "BIZ UDPゴシック", "font_size": 10}
DATES = {"ja": "[$-411]ge.m.d;@", "en": "yyyy-mm-dd"}  # R8.11.21; 2026-11-21
FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")

Formats = Mapping[str, Any]


def as_xlsx(
    tables: Sequence[Table],
    created: datetime,
    properties: Mapping[str, str] | None = None,
    language: str = "ja",
) -> bytes:
    """One sheet a table. The same tables and the same `created` give the same bytes."""
    out = io.BytesIO()
    with marking.workbook(out, {"constant_memory": True}) as book:
        book.set_properties({**(properties or {}), "created": created})
        formats = _formats(book, language)
        taken: set[str] = set()
        for table in tables:
            name = sheet_name(table.title, taken)
            _write(book.add_worksheet(name, Rows), table, formats)
    return out.getvalue()


def sheet_name(title: str, taken: set[str]) -> str:
    """A name Excel accepts, and that no sheet of this file has yet; it is then taken."""
    name = FORBIDDEN_IN_NAMES.sub(" ", title).strip(" '") or "Sheet"
    name = f"{name}_" if name.lower() == "history" else name  # Excel keeps that one for itself
    candidates = (_numbered(name, number) for number in range(1, len(taken) + 2))
    found = next(name for name in candidates if name.lower() not in taken)
    taken.add(found.lower())
    return found


def _numbered(name: str, number: int) -> str:
    suffix = f" {number}" if number > 1 else ""
    return name[: 31 - len(suffix)].rstrip(" '") + suffix


def _formats(book: xlsxwriter.Workbook, language: str) -> Formats:
    cell = {**FONT, "valign": "top", "border": 1, "border_color": "#999999"}
    return {
        "heading": book.add_format(
            {**cell, "bold": True, "text_wrap": True, "bg_color": "#E8F1FE"}
        ),
        "text": book.add_format({**cell, "text_wrap": True, "num_format": "@"}),
        "number": book.add_format({**cell, "num_format": "0"}),
        "decimal": book.add_format({**cell, "num_format": "0.0"}),
        "date": book.add_format({**cell, "num_format": DATES[language], "align": "left"}),
        "note": book.add_format({**FONT, "num_format": "@"}),
    }


def _write(sheet, table: Table, formats: Formats) -> None:
    _set_up(sheet, table)
    sheet.write_rows(0, [table.headings], {"text": formats["heading"]})
    sheet.write_rows(1, table.rows, formats)
    notes = [[note] for note in table.notes]
    sheet.write_rows(len(table.rows) + 2, notes, {"text": formats["note"]})


def _set_up(sheet, table: Table) -> None:
    widths = [_width(table, column) for column in range(len(table.headings))]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    if widths:
        last = (len(table.rows), len(widths) - 1)
        sheet.autofilter(0, 0, *last)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last[0] + 1}"})
    sheet.freeze_panes(1, 0)
    _set_up_print(sheet, table.title, landscape=sum(widths) > PORTRAIT)


def _set_up_print(sheet, title: str, landscape: bool) -> None:
    sheet.set_paper(A4)
    if landscape:
        sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    sheet.set_header("&C" + title.replace("&", "&&")[:200])
    sheet.set_footer("&C&P / &N")


def _width(table: Table, column: int) -> int:
    cells = (row[column] for row in islice(table.rows, MEASURED) if column < len(row))
    widest = max((display_width(cell) for cell in cells), default=0)
    fitted = max(widest + 2, display_width(table.headings[column]) + ARROW)
    return min(max(fitted, NARROWEST), WIDEST)


def display_width(cell: Cell) -> int:
    """In half-width characters, of the longest line."""
    return 0 if cell is None else _text_width(str(cell))


@lru_cache(maxsize=4096)
def _text_width(text: str) -> int:
    """The same departments and answers stand on hundreds of rows."""
    return max((sum(map(_columns, line)) for line in text.splitlines()), default=0)


def _columns(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1
