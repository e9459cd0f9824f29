"""The rows of a sheet, each written as one piece of text.

Cell by cell the library takes ten times as long, and takes a text that begins with <r> and ends with
</r> for markup. Here texts stand inline and are texts. Works in its `constant_memory` only.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from secaudit.web.spreadsheets.table import Cell, cut

DAY_ZERO = datetime(1899, 12, 30)
LOOKS_ESCAPED = re.compile("(_x[0-9a-fA-F]{4}_)")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")


class Rows(Worksheet):
    def write_rows(
        self, first: int, rows: Iterable[Sequence[Cell]], formats: Mapping[str, Any]
    ) -> None:
        """From row `first` on (the first of all is 0); what was written before stands above."""
        self._write_single_row(first)
        styles = {name: format._get_xf_index() for name, format in formats.items()}
        letters: list[str] = []
        number = first
        for number, row in enumerate(rows, first + 1):
            if len(row) > len(letters):
                letters = [xl_col_to_name(column) for column in range(len(row))]
            placed = zip(letters, row, strict=False)
            cells = "".join(_cell(f"{letter}{number}", each, styles) for letter, each in placed)
            self.fh.write(f'<row r="{number}">{cells}</row>')
        self._check_dimensions(number - 1, max(len(letters) - 1, 0))
        self.previous_row = number


def _cell(place: str, cell: Cell, styles: Mapping[str, int]) -> str:
    if cell is None or cell == "":
        return f'<c r="{place}" s="{styles["text"]}"/>'
    if isinstance(cell, str):
        return f'<c r="{place}" s="{styles["text"]}" t="inlineStr">{_text(cell)}</c>'
    if isinstance(cell, date):
        return f'<c r="{place}" s="{styles["date"]}"><v>{_serial(cell):.16G}</v></c>'
    kind = "decimal" if isinstance(cell, Decimal) else "number"
    return f'<c r="{place}" s="{styles[kind]}"><v>{float(cell):.16G}</v></c>'


@lru_cache(maxsize=4096)
def _text(text: str) -> str:
    """Departments, controls and answers repeat on every row."""
    plain = LOOKS_ESCAPED.sub(r"_x005F\1", cut(text))
    plain = CONTROL.sub(lambda found: f"_x{ord(found.group()):04X}_", plain)
    kept = ' xml:space="preserve"' if plain != plain.strip() else ""
    return f"<is><t{kept}>{escape(plain)}</t></is>"


def _serial(of: date) -> float:
    """Days as Excel counts them."""
    moment = of if isinstance(of, datetime) else datetime(of.year, of.month, of.day)
    return (moment - DAY_ZERO) / timedelta(days=1)
