"""How every workbook that goes out and comes back looks, and its sheets that nobody writes on."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from secaudit.web.spreadsheets.xlsx_files import A4

LISTS = 7  # the column of the hidden sheet in which the words of the drop-downs begin
HEADING, INPUT = "#E8F1FE", "#FFFBE6"
FREE = {"format_columns": True, "format_rows": True, "select_locked_cells": True}
LOOKS: Mapping[str, dict] = {
    "title": {"bold": True, "font_size": 14},
    "plain": {"text_wrap": True, "valign": "top"},
    "heading": {"bold": True, "text_wrap": True, "bg_color": HEADING, "border": 1},
    "text": {"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"},
}


def foreword(
    sheet,
    facts: Iterable[tuple[str, str]],
    instructions: Iterable[str],
    formats: Mapping[str, Any],
    *,
    first: int,
    last_column: int,
    line: int,
) -> int:
    """Facts in two columns, then what to know; the number of the last row.

    `line`: how many bytes of text fit beside each other; Excel does not grow merged rows itself.
    """
    row = first - 1
    for row, (label, text) in enumerate(facts, first):
        sheet.write_string(row, 0, label, formats["text"])
        sheet.write_string(row, 1, text, formats["text"])
    row += 1
    for text in instructions:
        row += 1
        sheet.merge_range(row, 0, row, last_column, "", formats["plain"])
        sheet.write_string(row, 0, text, formats["plain"])
        sheet.set_row(row, 15 * (1 + len(text.encode("cp932", "replace")) // line))
    return row


def choice(name: str, place: int, length: int, refused: tuple[str, str]) -> dict[str, Any]:
    """A drop-down out of the hidden sheet `name`: a list in the rule itself is lost beyond 255
    characters. `refused`: heading and text of what Excel says to anything else."""
    letter = chr(ord("A") + LISTS + place)
    return {
        "validate": "list",
        "source": f"={name}!${letter}$1:${letter}${length}",
        "error_title": refused[0][:32],
        "error_message": refused[1][:255],
    }


def hidden(sheet, stamp: Sequence[Sequence[str]], *lists: Iterable[str]) -> None:
    """What the file knows of itself, and the words of its drop-downs."""
    for number, cells in enumerate(stamp):
        for column, text in enumerate(cells):
            sheet.write_string(number, column, text)
    for place, words in enumerate(lists, LISTS):
        for number, word in enumerate(words):
            sheet.write_string(number, place, word)
    sheet.protect("")
    sheet.hide()


def print_set_up(sheet, title: str, mark: str = "") -> None:
    """A4, as wide as one page; `&` is a code in Excel's headers."""
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    right = f"&R{mark.replace('&', '&&')[:40]}" if mark else ""
    sheet.set_header(f"&L{title.replace('&', '&&')[:150]}{right}")
    sheet.set_footer("&C&P / &N")
