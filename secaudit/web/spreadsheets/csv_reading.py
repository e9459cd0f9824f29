"""CSV as Japanese offices save it: UTF-8 with or without its mark, or CP932."""

import csv
import io
import re
from collections.abc import Iterator

from secaudit.errors import N_
from secaudit.web.spreadsheets.csv_files import unguarded
from secaudit.web.spreadsheets.limits import Unreadable

ENCODINGS = ("utf-8-sig", "cp932")

# Control characters, and what Python makes of bytes that CP932 does not define.
ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\uf8f0-\uf8f3]")


def records(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Each record with its number, which is its row once a spreadsheet shows it."""
    text = decoded(data)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    number = 0
    try:
        for number, cells in enumerate(lines, 1):
            yield number, [unguarded(cell) for cell in cells]
    except csv.Error:
        raise Unreadable(
            N_("The quotation marks in row %(row)s do not match. Save the file again as CSV."),
            row=number + 1,
        ) from None


def decoded(data: bytes) -> str:
    """In the first encoding that fits; the line of the first byte that fits none is named."""
    reached = 0
    for encoding in ENCODINGS:
        try:
            return _without_odd(data.decode(encoding))
        except UnicodeDecodeError as error:
            reached = max(reached, error.start)
    raise _not_text(data.count(b"\n", 0, reached) + 1)


def _without_odd(text: str) -> str:
    odd = ODD.search(text)
    if odd:
        raise _not_text(text.count("\n", 0, odd.start()) + 1)
    return text


def _not_text(line: int) -> Unreadable:
    return Unreadable(
        N_("Line %(line)s holds something other than text. Save the file again as CSV UTF-8."),
        line=line,
    )


def _delimiter(text: str) -> str:
    """A tab where the first line has tabs and no comma: what copying from Excel gives."""
    first = text.partition("\n")[0]
    return "\t" if "\t" in first and "," not in first else ","
