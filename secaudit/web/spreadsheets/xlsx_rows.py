"""The rows of a sheet, each written as one piece of text.

Cell by cell the library takes ten times as long, and takes a text that begins with <r> and ends with
</r> for markup. Here texts stand inline and are texts. Works in its `constant_memory` only.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from secaudit.web.spreadsheets.table import Cell, cut

DAY_ZERO = datetime(1899, 12, 30)
LOOKS_ESCAPED = re.compile("(_x[0-9a-fA-F]{4}_)")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
SHORT, REMEMBERED = 200, 4096  # characters of a text that is remembered, and how many texts are


class Rows(Worksheet):
    def write_rows(
        self, first: int, rows: Iterable[Sequence[Cell]], formats: Mapping[str, Any]
    ) -> None:
        """From row `first` on (the first of all is 0); what was written before stands above."""
        self._write_single_row(first)
        made = Made({name: format._get_xf_index() for name, format in formats.items()})
        begins: list[str] = []
        number = first
        for number, row in enumerate(rows, first + 1):
            if len(row) > len(begins):
                begins = [f'<c r="{xl_col_to_name(column)}' for column in range(len(row))]
            placed = zip(begins, row, strict=False)
            cells = "".join([f'{begin}{number}" {made[each]}' for begin, each in placed])
            self.fh.write(f'<row r="{number}">{cells}</row>')
        self._check_dimensions(number - 1, max(len(begins) - 1, 0))
        self.previous_row = number


class Made(dict[Cell, str]):
    """What follows a cell's place, by its value. Short texts are remembered: departments, controls
    and answers repeat on every row."""

    def __init__(self, styles: Mapping[str, int]):
        super().__init__()
        self.styles = styles

    def __missing__(self, cell: Cell) -> str:
        made = _made(cell, self.styles)
        if cell is None or (isinstance(cell, str) and len(cell) <= SHORT):
            self._remember(cell, made)
        return made

    def _remember(self, cell: Cell, made: str) -> None:
        if len(self) >= REMEMBERED:
            self.clear()
        self[cell] = made


def _number(of: int | Decimal) -> str:
    """As few digits as name it: sixteen of them would make 68.09999999999999 of 68.1."""
    return repr(float(of)).removesuffix(".0")


def _made(cell: Cell, styles: Mapping[str, int]) -> str:
    if cell is None or cell == "":
        return f's="{styles["text"]}"/>'
    if isinstance(cell, str):
        return f's="{styles["text"]}" t="inlineStr">{_text(cell)}</c>'
    if isinstance(cell, date):
        return f's="{styles["date"]}"><v>{_serial(cell):.16G}</v></c>'
    kind = "decimal" if isinstance(cell, Decimal) else "number"
    return f's="{styles[kind]}"><v>{_number(cell)}</v></c>'


def _text(text: str) -> str:
    plain = LOOKS_ESCAPED.sub(r"_x005F\1", cut(text))
    plain = CONTROL.sub(lambda found: f"_x{ord(found.group()):04X}_", plain)
    kept = ' xml:space="preserve"' if plain != plain.strip() else ""
    return f"<is><t{kept}>{escape(plain)}</t></is>"


def _serial(of: date) -> float:
    """Days as Excel counts them."""
    moment = of if isinstance(of, datetime) else datetime(of.year, of.month, of.day)
    return (moment - DAY_ZERO) / timedelta(days=1)
