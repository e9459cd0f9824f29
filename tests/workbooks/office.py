"""Somebody's spreadsheet program: opens a workbook, changes cells, saves it as its own file."""

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date
from xml.sax.saxutils import escape

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook, SheetVisibleEnum


class Formula(str):
    """A cell that is calculated; the text is what it comes to."""


class Workbook:
    """Sheets of cells. Cells are named as on the screen: `book["3 物理的対策", "E5"] = "○"`."""

    def __init__(self, data: bytes):
        opened = CalamineWorkbook.from_filelike(io.BytesIO(data))
        self.sheets = {name: _cells(opened.get_sheet_by_name(name)) for name in opened.sheet_names}
        self.hidden = {
            about.name
            for about in opened.sheets_metadata
            if about.visible != SheetVisibleEnum.Visible
        }
        self.merged: list[tuple[str, str]] = []

    @property
    def chapters(self) -> list[str]:
        return [name for name in self.sheets if name[0].isdigit()]

    def __getitem__(self, at):
        sheet, address = at
        return self.sheets[sheet].get(place(address), "")

    def __setitem__(self, at, value):
        sheet, address = at
        self.sheets[sheet][place(address)] = value

    def column(self, sheet: str, heading: str) -> str:
        """The letter under which a heading stands."""
        return next(letters(c) for (r, c), v in self.sheets[sheet].items() if v == heading)

    def cells_of(self, control: str) -> tuple[str, int]:
        """The sheet and the row of a question."""
        for name in self.chapters:
            for (row, column), value in self.sheets[name].items():
                if value == control and column > 3:
                    return name, row + 1
        raise KeyError(control)

    def fill(self, control: str, answer="", reason="", ready="", promised="") -> None:
        """As a clerk types it; what is not given stays as it stands."""
        sheet, row = self.cells_of(control)
        typed = {"E": answer, "F": reason, "G": ready, "H": promised}
        for column, value in typed.items():
            if value:
                self[sheet, f"{column}{row}"] = value

    def move_rows(self, sheet: str, by: int, start: int = 0) -> None:
        self.sheets[sheet] = {
            (r + by if r >= start else r, c): v for (r, c), v in self.sheets[sheet].items()
        }

    def turn_columns(self, sheet: str) -> None:
        """All columns from right to left."""
        last = max(c for _r, c in self.sheets[sheet])
        self.sheets[sheet] = {(r, last - c): v for (r, c), v in self.sheets[sheet].items()}

    def saved(self) -> bytes:
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
            day = book.add_format({"num_format": "[$-411]ge.m.d;@"})
            for name, cells in self.sheets.items():
                sheet = book.add_worksheet(name)
                for (row, column), value in cells.items():
                    _write(sheet, row, column, value, day)
                for at, area in self.merged:
                    if at == name:
                        top = place(area.split(":")[0])
                        sheet.merge_range(area, "")
                        _write(sheet, *top, cells.get(top, ""), day)
                if name in self.hidden:
                    sheet.hide()
        return out.getvalue()

    def saved_as_ods(self) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("mimetype", ODS, zipfile.ZIP_STORED)
            file.writestr("META-INF/manifest.xml", MANIFEST)
            tables = "".join(_ods_table(name, cells) for name, cells in self.sheets.items())
            file.writestr("content.xml", CONTENT.format(tables=tables))
        return out.getvalue()


def place(address: str) -> tuple[int, int]:
    column, row = re.fullmatch(r"([A-Z]+)(\d+)", address).groups()
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - 64
    return int(row) - 1, number - 1


def letters(column: int) -> str:
    return chr(65 + column)


def _cells(sheet) -> dict:
    left = sheet.start[1] if sheet.start else 0
    return {
        (r, c): value
        for r, row in enumerate(sheet.iter_rows())
        for c, value in enumerate(row, left)
        if value != ""
    }


def _write(sheet, row, column, value, day) -> None:
    if isinstance(value, Formula):
        sheet.write_formula(row, column, "=A1", None, str(value))
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, value)


ODS = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = f"""<?xml version="1.0"?><manifest:manifest
 xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry
 manifest:full-path="/" manifest:media-type="{ODS}"/></manifest:manifest>"""
CONTENT = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:version="1.3"><office:body><office:spreadsheet>{tables}</office:spreadsheet>
</office:body></office:document-content>"""


def _ods_table(name: str, cells: dict) -> str:
    rows = []
    for row in range(max(r for r, _c in cells) + 1):
        width = max((c for r, c in cells if r == row), default=-1) + 1
        rows.append("".join(_ods_cell(cells.get((row, c), "")) for c in range(width)))
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return f'<table:table table:name="{escape(name)}">{body}</table:table>'


def _ods_cell(value) -> str:
    if isinstance(value, date):
        day = value.isoformat()[:10]
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{day}">'
            f"<text:p>{day}</text:p></table:table-cell>"
        )
    if value == "":
        return "<table:table-cell/>"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def through_libreoffice(data: bytes, folder) -> bytes:
    """Opened and saved again by LibreOffice itself, where it is installed."""
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed (Debian: apt-get install libreoffice-calc)")
    (folder / "in.xlsx").write_bytes(data)
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir",
         str(folder / "out"), str(folder / "in.xlsx")],
        check=True,
        capture_output=True,
        timeout=120,
    )  # fmt: skip
    return (folder / "out" / "in.xlsx").read_bytes()


def saved_again(data: bytes, _folder) -> bytes:
    return Workbook(data).saved()


def as_ods(data: bytes, _folder) -> bytes:
    return Workbook(data).saved_as_ods()


def as_it_is(data: bytes, _folder) -> bytes:
    return data


# How a workbook may come back.
WAYS = {
    "as it is.xlsx": as_it_is,
    "saved by another program.xlsx": saved_again,
    "saved as OpenDocument.ods": as_ods,
    "saved by LibreOffice.xlsx": through_libreoffice,
}
