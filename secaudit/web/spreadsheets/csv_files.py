"""CSV that Excel opens as it is meant."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence

from secaudit.web.spreadsheets import marking
from secaudit.web.spreadsheets.table import Cell, Table

GETA = "〓"  # what Japanese print shows for a character it lacks

# What a spreadsheet would take for a formula. A full-width minus counts only where a formula
# could follow: by itself it is the sign of 該当なし. Apostrophes before it are doubled, so that
# `unguarded` gives back exactly what was there.
FORMULA = re.compile(r"'*(?:[=+\-@\t\r\n＝＋＠]|[－−][0-9A-Za-z０-９Ａ-Ｚａ-ｚ(（+\-=@＋－＝＠])")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

# CP932 has these under another code point.
CP932_HAS = str.maketrans({"—": "―", "–": "―", "¥": "￥", "\xa0": " "})


def as_csv(table: Table, encoding: str = "utf-8-sig") -> bytes:
    """UTF-8 with its mark, or "cp932"; what CP932 lacks becomes 〓 and is listed at the end."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows(_lines(table, encoding))
    return _encoded(out.getvalue(), encoding)


def unwritable(table: Table, encoding: str = "cp932") -> list[str]:
    """The characters of this table that the encoding lacks, each once, in order."""
    text = "".join(_text(cell) for line in _content(table) for cell in line)
    return [char for char in dict.fromkeys(_prepared(text, encoding)) if _lacks(encoding, char)]


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would calculate it."""
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def _content(table: Table) -> Iterator[Sequence[Cell]]:
    yield from marking.first_lines()
    yield table.headings
    yield from table.rows
    if table.notes:
        yield []
        yield from ([note] for note in table.notes)


def _lines(table: Table, encoding: str) -> Iterator[list[str]]:
    for line in _content(table):
        yield [_text(cell) for cell in line]
    missing = unwritable(table, encoding)
    if missing:
        yield [f"{GETA} = {' '.join(f'U+{ord(char):04X}' for char in missing)}"]


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(CONTROLS.sub("", cell)).replace("\r\n", "\n").replace("\r", "\n")
    return str(cell)


def _prepared(text: str, encoding: str) -> str:
    if encoding != "cp932":
        return text
    return unicodedata.normalize("NFC", text).translate(CP932_HAS)


def _lacks(encoding: str, char: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return True
    return False


def _stand_in(char: str) -> str:
    """A variation selector leaves its base character standing; anything else becomes 〓."""
    return "" if "VARIATION SELECTOR" in unicodedata.name(char, "") else GETA


def _encoded(text: str, encoding: str) -> bytes:
    text = _prepared(text, encoding)
    missing = {ord(char): _stand_in(char) for char in set(text) if _lacks(encoding, char)}
    return text.translate(missing).encode(encoding)
