"""What a file is, by its content; whatever is none of these, or could hurt who opens it, is refused.

The ending that it came with must be that of its content: what says .pdf is a PDF.
"""

import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from secaudit.errors import N_, Invalid

LISTED = N_(
    "Only PDF, PNG, JPEG, Excel (xlsx), Word (docx), PowerPoint (pptx), CSV and text files."
)
OTHER = N_("What is in the file is not what its name says (%(ending)s). It was not stored.")
MACROS = N_(
    "This file holds macros. Save it without them (xlsx, docx, pptx), then choose it again."
)
BROKEN = N_("This file is damaged and cannot be opened. It was not stored.")
SWOLLEN = N_("Unpacked, this file would be far larger than it looks. It was not stored.")
TOO_MANY_DOTS = N_(
    "This picture has too many pixels (more than 50 million). Make it smaller first."
)

MOST_MEMBERS, MOST_UNPACKED, MOST_TIMES = 2000, 100 * 1024 * 1024, 100
SMALL = 1024 * 1024  # below this nobody minds how well it was packed
MOST_PIXELS = 50_000_000
BLOCK = 1 << 16


@dataclass(frozen=True)
class Kind:
    """A type of file that is taken."""

    ending: str
    mimetype: str
    fits: Callable[[BinaryIO], bool]
    endings: tuple[str, ...] = ()  # others that mean the same


def kind_of(file: BinaryIO, name: str) -> Kind:
    """The kind of the file called `name`; Invalid says why it is not taken."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    kind = next((each for each in KINDS if ending in (each.ending, *each.endings)), None)
    if kind is None:
        raise Invalid(LISTED, field="file")
    file.seek(0)
    if not kind.fits(file):
        raise Invalid(OTHER, field="file", ending=f".{ending}")
    return kind


def _starts_with(start: bytes) -> Callable[[BinaryIO], bool]:
    return lambda file: file.read(len(start)) == start


def _is_png(file: BinaryIO) -> bool:
    head = file.read(24)
    if head[:8] != b"\x89PNG\r\n\x1a\n" or head[12:16] != b"IHDR" or len(head) < 24:
        return False
    _refuse_pixels(*struct.unpack(">II", head[16:24]))
    return True


def _is_jpeg(file: BinaryIO) -> bool:
    if file.read(2) != b"\xff\xd8":
        return False
    while marker := file.read(4):
        if len(marker) < 4 or marker[0] != 0xFF:
            return False
        length = struct.unpack(">H", marker[2:])[0]
        if marker[1] in FRAMES:
            size = file.read(5)
            if len(size) < 5:
                return False
            height, width = struct.unpack(">HH", size[1:])
            _refuse_pixels(width, height)
            return True
        file.seek(max(length, 2) - 2, 1)
    return False


FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # markers that tell how large the picture is


def _refuse_pixels(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise Invalid(TOO_MANY_DOTS, field="file")


def _is_office(main: str) -> Callable[[BinaryIO], bool]:
    """A package of Office Open XML whose main part lies in that folder."""

    def fits(file: BinaryIO) -> bool:
        if file.read(4) != b"PK\x03\x04":
            return False
        try:
            with zipfile.ZipFile(file) as package:
                names = package.namelist()
                if not {"[Content_Types].xml", main} <= set(names):
                    return False
                _refuse_bomb(package)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as bad:
            raise Invalid(BROKEN, field="file") from bad
        if any(name.lower().endswith(("vbaproject.bin", ".exe", ".js", ".vbs")) for name in names):
            raise Invalid(MACROS, field="file")
        return True

    return fits


def _refuse_bomb(package: zipfile.ZipFile) -> None:
    """What it unpacks to is counted, not believed."""
    members = package.infolist()
    if len(members) > MOST_MEMBERS:
        raise Invalid(SWOLLEN, field="file")
    packed = unpacked = 0
    for member in members:
        packed += member.compress_size
        with package.open(member) as content:
            while block := content.read(BLOCK):
                unpacked += len(block)
                if unpacked > MOST_UNPACKED or unpacked > SMALL + MOST_TIMES * max(packed, 1):
                    raise Invalid(SWOLLEN, field="file")


def _is_text(file: BinaryIO) -> bool:
    """Words in one of the two ways offices write them, and not the source of a page."""
    content = file.read()
    if b"\0" in content or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return False
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith((b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script", b"%pdf", b"mz")):
        return False
    return any(_reads_as(content, encoding) for encoding in ("utf-8", "cp932"))


def _reads_as(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = (
    Kind("pdf", "application/pdf", _starts_with(b"%PDF-")),
    Kind("png", "image/png", _is_png),
    Kind("jpg", "image/jpeg", _is_jpeg, ("jpeg",)),
    Kind("xlsx", f"{OFFICE}spreadsheetml.sheet", _is_office("xl/workbook.xml")),
    Kind("docx", f"{OFFICE}wordprocessingml.document", _is_office("word/document.xml")),
    Kind("pptx", f"{OFFICE}presentationml.presentation", _is_office("ppt/presentation.xml")),
    Kind("csv", "text/csv", _is_text),
    Kind("txt", "text/plain", _is_text),
)
ACCEPT = ",".join(f".{ending}" for each in KINDS for ending in (each.ending, *each.endings))
