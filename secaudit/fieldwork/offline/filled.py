"""What came back: the typed cells by control, wherever they stand, and what cannot be placed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from secaudit.errors import N_, Invalid
from secaudit.fieldwork.actions import LIMITS, Seen
from secaudit.fieldwork.offline.columns import BY_KEY, NEEDED, TYPED, places, read_judgement
from secaudit.fieldwork.offline.stamp import MARK, Base, Stamped, from_rows
from secaudit.web.spreadsheets import Row, Sheet, Unreadable, cell_address, read_sheets


@dataclass(frozen=True)
class Fault:
    """What is wrong, on which sheet, in which cell."""

    sheet: str
    address: str
    message: str
    params: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """The typed cells of one control."""

    control: str
    sheet: str
    row: int
    columns: Mapping[str, int]
    texts: Mapping[str, str]

    @property
    def blank(self) -> bool:
        return not any(self.texts.values())

    def address(self, key: str = "judgement") -> str:
        return cell_address(self.row, self.columns.get(key, 1))

    def fault(self, key: str, message: str, **params) -> Fault:
        return Fault(self.sheet, self.address(key), message, params)

    def seen(self) -> Seen:
        """As the product keeps it; Invalid names the column."""
        for name, limit in LIMITS.items():
            if len(self.texts[name]) > limit:
                message = N_("Write at most %(limit)s characters.")
                raise Invalid(message, field=name, limit=limit)
        words = {name: self.texts[name] for name in TYPED if name != "judgement"}
        return Seen(read_judgement(self.texts["judgement"]), **words)


@dataclass(frozen=True)
class Filled:
    stamped: Stamped
    entries: Sequence[Entry]
    faults: Sequence[Fault] = ()

    def base(self, control: str) -> Base:
        return self.stamped.bases.get(control, Base())


def read(data: bytes, filename: str) -> Filled:
    """Every sheet with the headings, or `Unreadable` where it is no working paper."""
    sheets = read_sheets(data, filename)
    hidden = next((sheet for sheet in sheets if _is_stamp(sheet)), None)
    if hidden is None:
        raise Unreadable(
            N_(
                "This is no file of a working paper, or its hidden sheet is gone. Download the "
                "file again and copy what you wrote into it."
            )
        )
    entries: list[Entry] = []
    faults: list[Fault] = []
    for sheet in sheets:
        if sheet is not hidden:
            _read_sheet(sheet, entries, faults)
    return Filled(from_rows(row.cells for row in hidden.rows), entries, faults)


def _is_stamp(sheet: Sheet) -> bool:
    return bool(sheet.rows) and sheet.rows[0].cell(1).strip() == MARK


def _read_sheet(sheet: Sheet, entries: list[Entry], faults: list[Fault]) -> None:
    """Below the row of headings; a sheet without one is somebody's notes."""
    start = next((n for n, row in enumerate(sheet.rows) if _heads(row)), None)
    if start is None:
        return
    head, columns = sheet.rows[start], places(sheet.rows[start].cells)
    missing = [key for key in NEEDED if key not in columns]
    faults.extend(_heading_missing(sheet, head, key) for key in missing)
    for row in sheet.rows[start + 1 :] if not missing else ():
        texts = {key: row.cell(columns[key]).strip() for key in TYPED}
        entry = Entry(row.cell(columns["control"]).strip()[:40], sheet.name, row.number, columns,
                      texts)  # fmt: skip
        if entry.control:
            entries.append(entry)
        elif not entry.blank:
            message = N_("Without its ID it is not known which control this row is about.")
            faults.append(entry.fault(next(key for key in TYPED if texts[key]), message))


def _heads(row: Row) -> bool:
    found = places(row.cells)
    return len(found) >= 3 and ("control" in found or "judgement" in found)


def _heading_missing(sheet: Sheet, head: Row, key: str) -> Fault:
    message = N_("The heading “%(ja)s” (%(en)s) is missing. Nothing of this sheet was read.")
    column = BY_KEY[key]
    return Fault(sheet.name, head.address(1), message, {"ja": column.ja, "en": column.en})
