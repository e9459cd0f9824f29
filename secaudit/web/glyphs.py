"""Which characters the vendored fonts can print. A paper never fails for want of a character."""

import struct
from functools import cache
from pathlib import Path

from secaudit.resources import PACKAGE

FONTS = PACKAGE / "fonts"
TEXT_FONTS = ("BIZUDPGothic-Regular.ttf", "NotoSansJP-Regular.ttf")
GETA = "〓"  # what Japanese print shows for a character it lacks
ALL_PLANES = 12  # the format of the character map that both fonts have
INVISIBLE = {0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF}


@cache
def known() -> frozenset[int]:
    """Code points that at least one of the fonts draws."""
    return frozenset().union(*(_mapped(FONTS / name) for name in TEXT_FONTS))


def printable(text: str) -> tuple[str, list[str]]:
    """The text as it can be printed, and the characters that had to be replaced."""
    missing = [char for char in dict.fromkeys(text) if not _drawn(char)]
    table = {ord(char): "" if _is_selector(char) else GETA for char in missing}
    return text.translate(table), missing


def _drawn(char: str) -> bool:
    return char in "\n\t " or ord(char) in known()


def _is_selector(char: str) -> bool:
    """A variation selector leaves its base character standing."""
    point = ord(char)
    return point in INVISIBLE or 0xFE00 <= point <= 0xFE0F or 0xE0100 <= point <= 0xE01EF


def _mapped(path: Path) -> set[int]:
    data = path.read_bytes()
    start = _table(data, b"cmap")
    (number,) = struct.unpack_from(">H", data, start + 2)
    found: set[int] = set()
    for index in range(number):
        (offset,) = struct.unpack_from(">I", data, start + 4 + 8 * index + 4)
        (kind,) = struct.unpack_from(">H", data, start + offset)
        if kind == ALL_PLANES:
            found |= _groups(data, start + offset)
    return found


def _table(data: bytes, tag: bytes) -> int:
    (number,) = struct.unpack_from(">H", data, 4)
    for index in range(number):
        name, _sum, offset, _length = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        if name == tag:
            return offset
    raise ValueError(f"the font has no table {tag!r}")


def _groups(data: bytes, at: int) -> set[int]:
    """Runs of code points, of all planes."""
    (count,) = struct.unpack_from(">I", data, at + 12)
    groups = (struct.unpack_from(">II", data, at + 16 + 12 * index) for index in range(count))
    return {point for first, last in groups for point in range(first, last + 1)}
