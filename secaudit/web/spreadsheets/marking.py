"""Workbooks and CSV files of a copy for practice say so, wherever they end up."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO

import xlsxwriter

from secaudit.web import practice

RED = "#C2410C"
SHEET = "練習用"


@contextmanager
def workbook(out: BinaryIO, options: dict[str, Any]) -> Iterator[xlsxwriter.Workbook]:
    """A new workbook. Of practice: a red first tab, and the mark at the foot of every printed page."""
    with xlsxwriter.Workbook(out, options) as book:
        if practice.mark():
            _add_tab(book)
        yield book
        if practice.mark():
            _mark_prints(book)


def _add_tab(book: xlsxwriter.Workbook) -> None:
    tab = book.add_worksheet(SHEET)
    tab.set_tab_color(RED)
    tab.set_column(0, 0, 60)
    tab.write_string(0, 0, practice.mark())


def _mark_prints(book: xlsxwriter.Workbook) -> None:
    for sheet in book.worksheets():
        sheet.set_footer(f"&L{practice.mark()}&C&P / &N")
    book.worksheets()[min(1, len(book.worksheets()) - 1)].activate()


def is_tab(name: str) -> bool:
    """The tab that only says where the file comes from; it is not read back."""
    return name == SHEET


def first_lines() -> list[list[str]]:
    """What stands above the headings of a CSV file."""
    return [[practice.mark()]] if practice.mark() else []


def is_mark(cells: Sequence[str]) -> bool:
    """The same line when it is read back."""
    return bool(cells) and cells[0].startswith(SHEET) and not any(cells[1:])
