"""What every export is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Cell = str | int | Decimal | date | None
LONGEST = 32_767  # characters in one cell; Excel takes no more


@dataclass(frozen=True)
class Table:
    """Headings and rows, with the words already in the reader's language."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()  # printed below: the formula, as of when


def cell_address(row: int, column: int) -> str:
    """As a spreadsheet shows it, both counted from 1: row 23, column 6 is "F23"."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


def cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
