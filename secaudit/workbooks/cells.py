"""What every workbook that goes out and comes back is made of: columns known by their headings, the
cells that were typed, and what is wrong with one of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from secaudit.web.spreadsheets import cell_address
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
