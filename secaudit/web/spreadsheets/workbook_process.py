"""Reads a workbook from stdin and prints its sheets as JSON. Run by `workbooks`, never imported.

By itself: it knows nothing of the application, and keeps to the limits it is given.
"""

import io
import json
import resource
import sys
from datetime import date, datetime, time

TOO_MUCH = 3
MOST_MERGED = 10_000  # ranges of one sheet that are told of


def text(value):
    """A cell as a person reads it; whole numbers without ".0"."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime):
        shown = value.isoformat(" ", "minutes")
        return shown.removesuffix(" 00:00")
    if isinstance(value, time):
        return value.isoformat("minutes")
    return value.isoformat() if isinstance(value, date) else str(value)


def filled(sheet, max_rows):
    """Rows with something in them; one more than the limit is enough to be refused."""
    count = 0
    before = [""] * sheet.start[1] if sheet.start else []  # empty columns on the left are left out
    for number, values in enumerate(sheet.iter_rows(), 1):
        cells = [text(value) for value in values]
        if any(cells):
            yield number, before + cells
            count += 1
        if count > max_rows:
            return


def kept(rows, budget):
    """The rows without their empty ends, as long as the budget of characters lasts."""
    for number, cells in rows:
        while cells and not cells[-1]:
            cells.pop()
        budget[0] -= sum(map(len, cells))
        if budget[0] < 0:
            sys.exit(TOO_MUCH)
        yield number, cells


def merged(sheet):
    """Top, left, bottom, right of each, counted from 1. OpenDocument does not tell."""
    found = (sheet.merged_cell_ranges or [])[:MOST_MERGED]
    return [[edge + 1 for corner in corners for edge in corner] for corners in found]


def sheets(data, max_rows, max_characters):
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    budget = [max_characters]
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        for number, about in enumerate(book.sheets_metadata):
            if about.typ == SheetTypeEnum.WorkSheet:
                sheet = book.get_sheet_by_index(number)
                rows = list(kept(filled(sheet, max_rows), budget))
                hidden = about.visible != SheetVisibleEnum.Visible
                yield {"name": about.name, "hidden": hidden, "rows": rows, "merged": merged(sheet)}


def main(memory, seconds, max_rows, max_characters):
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        json.dump(list(sheets(sys.stdin.buffer.read(), max_rows, max_characters)), sys.stdout)
    except MemoryError:
        sys.exit(TOO_MUCH)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
