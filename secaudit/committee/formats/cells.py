"""A cell as text, alike in PDF, Markdown and wherever a text is compared."""

from datetime import date
from decimal import Decimal

from secaudit.web.language import day
from secaudit.web.spreadsheets.table import Cell, Table


def figures_in(of: Table) -> list[int]:
    """The columns in which figures stand; beside them it may say that there is nothing to assess."""
    return [column for column in range(len(of.headings)) if _counts(of, column)]


def _counts(of: Table, column: int) -> bool:
    cells = (row[column] for row in of.rows if column < len(row))
    return any(isinstance(each, int | Decimal) for each in cells)


def shown(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return day(cell, "table")
    return f"{cell:.1f}" if isinstance(cell, Decimal) else str(cell)
