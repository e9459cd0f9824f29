"""A cell as text, alike in PDF, Markdown and wherever a text is compared."""

from datetime import date
from decimal import Decimal

from secaudit.web.language import day
from secaudit.web.spreadsheets.table import Cell


def shown(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return day(cell, "table")
    return f"{cell:.1f}" if isinstance(cell, Decimal) else str(cell)
