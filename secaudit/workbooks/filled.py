"""What came back: the typed cells by question, wherever they stand, and what cannot be placed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from secaudit.calendar.reading import read_date
from secaudit.errors import N_, Invalid
from secaudit.selfcheck.answers import Given, given
from secaudit.selfcheck.kinds import ReadyReason, Value
from secaudit.web.spreadsheets import Row, Sheet, Unreadable, read_sheets
from secaudit.workbooks.cells import Fault, TypedRow, marked
from secaudit.workbooks.columns import HEADINGS, READY_SPELLINGS, TYPED
from secaudit.workbooks.marks import plain, read_mark
from secaudit.workbooks.stamp import MARK, Base, Stamped, from_rows

NEEDED = ("control", *TYPED)


@dataclass(frozen=True)
class Entry(TypedRow):
    """The typed cells of one question."""

    MAIN = "answer"

    def given(self, value: Value | None = None) -> Given:
        """The answer; Invalid names the column. `value`: what the sign is taken for."""
        return given(
            value or read_mark(self.texts["answer"]),
            self.texts["reason"],
            self._ready() or "",
            self._promised(),
        )

    def _ready(self) -> ReadyReason | None:
        text = self.texts["ready"]
        if text and plain(text) not in READY_SPELLINGS:
            raise Invalid(
                N_("“%(typed)s” is not in the list. Choose from it, or write it as the reason."),
                field="ready",
                typed=text[:40],
            )
        return READY_SPELLINGS.get(plain(text))

    def _promised(self):
        if not self.texts["promised"]:
            return None
        try:
            return read_date(self.texts["promised"])
        except Invalid as problem:
            problem.field = "promised"
            raise


@dataclass(frozen=True)
class Filled:
    stamped: Stamped
    entries: Sequence[Entry]
    faults: Sequence[Fault] = ()
    ignored: Sequence[str] = ()  # headings of columns that were added

    def base(self, control: str) -> Base:
        return self.stamped.bases.get(control, Base())

    def keeping(self, entries: Sequence[Entry]) -> "Filled":
        """Only these, with what went out of them."""
        bases = {entry.control: self.base(entry.control) for entry in entries}
        return replace(self, entries=entries, stamped=Stamped(self.stamped.stamp, bases))


def read(data: bytes, filename: str) -> Filled:
    """Every sheet with the headings, or `Unreadable` where it is no workbook of a self-check."""
    sheets = read_sheets(data, filename)
    hidden = marked(sheets, MARK)
    if hidden is None:
        raise Unreadable(
            N_(
                "This is no workbook of a self-check, or its hidden sheet is gone. Download the "
                "workbook again and copy the answers into it."
            )
        )
    entries: list[Entry] = []
    faults: list[Fault] = []
    ignored: dict[str, None] = {}
    for sheet in sheets:
        if sheet is not hidden:
            _read_sheet(sheet, entries, faults, ignored)
    stamped = from_rows(row.cells for row in hidden.rows)
    return Filled(stamped, list(_named(entries, stamped)), faults, list(ignored))


def _named(entries: Iterable[Entry], stamped: Stamped) -> Iterable[Entry]:
    """With the ID as it went out, however it stands there now."""
    known = {plain(control): control for control in stamped.bases}
    for entry in entries:
        yield replace(entry, control=known.get(plain(entry.control), entry.control))


def _read_sheet(
    sheet: Sheet, entries: list[Entry], faults: list[Fault], ignored: dict[str, None]
) -> None:
    """Below the row of headings; a sheet without one is somebody's notes."""
    start = HEADINGS.row_of(sheet, Entry.MAIN)
    if start is None:
        return
    head, below = sheet.rows[start], sheet.rows[start + 1 :]
    columns = HEADINGS.places(head.cells)
    ignored.update(dict.fromkeys(HEADINGS.unknown(head.cells)))
    if missing := [key for key in NEEDED if key not in columns]:
        faults.extend(HEADINGS.missing(sheet, head, key) for key in missing)
        return
    merged = list(_merged(sheet, head, columns))
    faults.extend(fault for _rows, fault in merged)
    spoiled = {number for numbers, _fault in merged for number in numbers}
    for row in below:
        if row.number not in spoiled:
            _read_row(sheet, row, columns, entries, faults)


def _merged(sheet: Sheet, head: Row, columns: Mapping[str, int]) -> Iterable[tuple[range, Fault]]:
    """A cell over several questions: nobody can tell which of them it answers."""
    typed = {columns[key] for key in TYPED}
    filled = {row.number: row for row in sheet.rows}
    message = N_("Cells of several questions are merged. Take the merging back, then fill in each.")
    for top, left, bottom, right in sheet.merged:
        over = typed & set(range(left, right + 1))
        row = filled.get(top)
        if bottom > top > head.number and over and row and row.cell(left).strip():
            yield range(top, bottom + 1), Fault(sheet.name, row.address(left), message)


def _read_row(
    sheet: Sheet,
    row: Row,
    columns: Mapping[str, int],
    entries: list[Entry],
    faults: list[Fault],
) -> None:
    texts = {key: row.cell(columns[key]).strip() for key in TYPED}
    control = row.cell(columns["control"]).strip()[:40]
    entry = Entry(control, sheet.name, row.number, columns, texts)
    if control:
        entries.append(entry)
    elif not entry.blank:
        place = next(key for key in TYPED if texts[key])
        message = N_("Without a question ID it is not known which question this row answers.")
        faults.append(entry.fault(place, message))
