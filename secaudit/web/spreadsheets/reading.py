"""Reading what people send: the rows as text, each knowing where it stood.

A file that cannot be taken whole is refused whole, with the place and what to do.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from secaudit.errors import N_
from secaudit.web.spreadsheets import marking
from secaudit.web.spreadsheets.csv_reading import records
from secaudit.web.spreadsheets.limits import MAX_COLUMNS, MAX_MEGABYTES, MAX_ROWS, Unreadable
from secaudit.web.spreadsheets.table import cell_address
from secaudit.web.spreadsheets.workbooks import sheets

OLD_EXCEL = b"\xd0\xcf\x11\xe0"  # also what Excel makes of an .xlsx with a password
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True)
class Row:
    """A row that is not empty. Its number, and its columns, count from 1 as on the sheet."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        return self.cells[column - 1] if column <= len(self.cells) else ""

    def address(self, column: int) -> str:
        return cell_address(self.number, column)


@dataclass(frozen=True)
class Sheet:
    name: str
    rows: list[Row]
    hidden: bool = False
    merged: Sequence[Sequence[int]] = ()  # top, left, bottom, right, counted from 1; only of XLSX


def read_table(data: bytes, filename: str) -> list[Row]:
    """The rows of a CSV file, or of the first sheet that can be seen."""
    visible = (sheet.rows for sheet in read_sheets(data, filename) if not sheet.hidden)
    return next(visible, [])


def read_sheets(data: bytes, filename: str) -> list[Sheet]:
    """Every sheet of a CSV (UTF-8 or CP932), XLSX or ODS file, or `Unreadable`."""
    if len(data) > MAX_MEGABYTES * 1024 * 1024:
        raise Unreadable(
            N_("Files up to %(limit)s MB can be read. Split this one."), limit=MAX_MEGABYTES
        )
    if data.startswith(OLD_EXCEL):
        raise Unreadable(
            N_("This file has a password or an older format. Save it as .xlsx without a password.")
        )
    return _reader(filename)(data)


def _reader(filename: str) -> Callable[[bytes], list[Sheet]]:
    suffix = PurePath(filename).suffix.lower()
    if suffix not in READERS:
        raise Unreadable(N_("Choose a CSV, Excel (.xlsx) or OpenDocument (.ods) file."))
    return READERS[suffix]


def _from_csv(data: bytes) -> list[Sheet]:
    lines = records(data)
    return [Sheet("", _rows(line for line in lines if not marking.is_mark(line[1])))]


def _from_workbook(data: bytes) -> list[Sheet]:
    kept = (one for one in sheets(data) if not marking.is_tab(one.name))
    found = [Sheet(one.name, _rows(one.rows), one.hidden, one.merged) for one in kept]
    if sum(len(sheet.rows) for sheet in found) > MAX_ROWS:
        raise _too_many_rows()
    return found


READERS = dict.fromkeys((".csv", ".tsv", ".txt"), _from_csv) | dict.fromkeys(
    (".xlsx", ".ods"), _from_workbook
)


def _rows(numbered: Iterable[tuple[int, Sequence[str]]]) -> list[Row]:
    return list(_filled(numbered))


def _filled(numbered: Iterable[tuple[int, Sequence[str]]]) -> Iterator[Row]:
    for count, (number, cells) in enumerate(_not_empty(numbered), 1):
        if count > MAX_ROWS:
            raise _too_many_rows()
        if len(cells) > MAX_COLUMNS:
            raise Unreadable(
                N_("Row %(row)s has more than %(limit)s columns. Leave only those needed."),
                row=number,
                limit=MAX_COLUMNS,
            )
        yield Row(number, tuple(map(_clean, cells)))


def _not_empty(
    numbered: Iterable[tuple[int, Sequence[str]]],
) -> Iterator[tuple[int, Sequence[str]]]:
    for number, cells in numbered:
        end = max((place for place, cell in enumerate(cells, 1) if cell.strip()), default=0)
        if end:
            yield number, cells[:end]


def _clean(text: str) -> str:
    """One form for each character (が, not か and ゛) and for the end of a line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return CONTROLS.sub("", unicodedata.normalize("NFC", text))


def _too_many_rows() -> Unreadable:
    return Unreadable(N_("Up to %(limit)s rows can be read. Split this file."), limit=MAX_ROWS)
