"""Tables to and from files: CSV, Excel, OpenDocument. Nothing written here is ever a formula."""

from secaudit.web.spreadsheets.csv_files import as_csv, unwritable
from secaudit.web.spreadsheets.limits import Unreadable
from secaudit.web.spreadsheets.reading import Row, Sheet, read_sheets, read_table
from secaudit.web.spreadsheets.table import Cell, Table, cell_address
from secaudit.web.spreadsheets.xlsx_files import as_xlsx

__all__ = [
    "Cell",
    "Row",
    "Sheet",
    "Table",
    "Unreadable",
    "as_csv",
    "as_xlsx",
    "cell_address",
    "read_sheets",
    "read_table",
    "unwritable",
]
