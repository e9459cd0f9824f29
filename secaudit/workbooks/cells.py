"""What every workbook that goes out and comes back is made of: columns known by their headings, the
cells that were typed, and what is wrong with one of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from secaudit.errors import N_
from secaudit.web.spreadsheets import Row, Sheet, cell_address
from secaudit.workbooks.marks import plain


@dataclass(frozen=True)
class Column:
    key: str
    ja: str
    en: str
    width: int
    typed: bool = False  # a person writes here

    def heading(self, language: str) -> str:
        return self.en if language == "en" else self.ja


class Headings:
    """Columns by what stands above them, in either language; where they stand does not matter."""

    def __init__(self, columns: Iterable[Column]):
        self.columns = {column.key: column for column in columns}
        self.keys = {
            plain(text): column.key
            for column in self.columns.values()
            for text in (column.ja, column.en)
        }

    def places(self, cells: Sequence[str]) -> dict[str, int]:
        """Where each column stands, counted from 1, if these are headings."""
        found: dict[str, int] = {}
        for place, cell in enumerate(cells, 1):
            key = self.keys.get(plain(cell))
            if key is not None:
                found.setdefault(key, place)
        return found

    def unknown(self, cells: Sequence[str]) -> list[str]:
        """Headings of columns that were added."""
        return [cell.strip() for cell in cells if cell.strip() and plain(cell) not in self.keys]

    def words(self, key: str) -> dict[str, str]:
        return {"ja": self.columns[key].ja, "en": self.columns[key].en}

    def row_of(self, sheet: Sheet, main: str) -> int | None:
        """The number in `sheet.rows` of the headings; a sheet without any is somebody's notes.

        `main`: the column that, or the control's, is there for certain."""
        return next((n for n, row in enumerate(sheet.rows) if self._stand_in(row, main)), None)

    def _stand_in(self, row: Row, main: str) -> bool:
        found = self.places(row.cells)
        return len(found) >= 3 and ("control" in found or main in found)

    def missing(self, sheet: Sheet, head: Row, key: str) -> "Fault":
        message = N_("The heading “%(ja)s” (%(en)s) is missing. Nothing of this sheet was read.")
        return Fault(sheet.name, head.address(1), message, self.words(key))


@dataclass(frozen=True)
class Fault:
    """What is wrong, on which sheet, in which cell."""

    sheet: str
    address: str
    message: str
    params: dict = field(default_factory=dict)


@dataclass(frozen=True)
class TypedRow:
    """The typed cells of one row. `MAIN`: the column that a fault of the whole row is shown at."""

    MAIN: ClassVar[str]

    control: str
    sheet: str
    row: int
    columns: Mapping[str, int]
    texts: Mapping[str, str]

    @property
    def blank(self) -> bool:
        return not any(self.texts.values())

    def address(self, key: str = "") -> str:
        return cell_address(self.row, self.columns.get(key or self.MAIN, 1))

    def fault(self, key: str, message: str, **params) -> Fault:
        return Fault(self.sheet, self.address(key), message, params)


def marked(sheets: Iterable[Sheet], mark: str) -> Sheet | None:
    """The hidden sheet, by its first cell, whatever became of its name."""
    return next(
        (each for each in sheets if each.rows and each.rows[0].cell(1).strip() == mark), None
    )
