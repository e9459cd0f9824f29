"""What came back: the typed cells by control, wherever they stand, and what cannot be placed."""

from collections.abc import Sequence
from dataclasses import dataclass

from secaudit.errors import N_, Invalid
from secaudit.fieldwork.actions import LIMITS, Seen
from secaudit.fieldwork.offline.columns import HEADINGS, NEEDED, TYPED, read_judgement
from secaudit.fieldwork.offline.stamp import MARK, Base, Stamped, from_rows
from secaudit.web.spreadsheets import Sheet, Unreadable, read_sheets
from secaudit.workbooks.cells import Fault, TypedRow, marked


@dataclass(frozen=True)
class Entry(TypedRow):
    """The typed cells of one control."""

    MAIN = "judgement"

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
    hidden = marked(sheets, MARK)
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


def _read_sheet(sheet: Sheet, entries: list[Entry], faults: list[Fault]) -> None:
    """Below the row of headings; a sheet without one is somebody's notes."""
    start = HEADINGS.row_of(sheet, Entry.MAIN)
    if start is None:
        return
    head, columns = sheet.rows[start], HEADINGS.places(sheet.rows[start].cells)
    missing = [key for key in NEEDED if key not in columns]
    faults.extend(HEADINGS.missing(sheet, head, key) for key in missing)
    for row in sheet.rows[start + 1 :] if not missing else ():
        texts = {key: row.cell(columns[key]).strip() for key in TYPED}
        entry = Entry(row.cell(columns["control"]).strip()[:40], sheet.name, row.number, columns,
                      texts)  # fmt: skip
        if entry.control:
            entries.append(entry)
        elif not entry.blank:
            message = N_("Without its ID it is not known which control this row is about.")
            faults.append(entry.fault(next(key for key in TYPED if texts[key]), message))
