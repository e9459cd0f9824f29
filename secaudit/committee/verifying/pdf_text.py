"""The words of a PDF that the product set, run by run. Pure.

Not for PDFs of other origin: it knows what typst writes (flat objects, two-byte glyphs with a
ToUnicode table), and reads nothing where it finds something else.
"""

import re
import zlib
from collections.abc import Iterator

OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n")
STREAM = re.compile(rb"/Length (\d+)[^>]*>>\s*stream\r?\n", re.DOTALL)
FONTS = re.compile(rb"/(f\d+) (\d+) 0 R")
PAIR = re.compile(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>")
RANGE = re.compile(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>")
RUN = re.compile(rb"BT\b(.*?)\bET\b", re.DOTALL)
PIECE = re.compile(rb"/(f\d+) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\)|<([0-9A-Fa-f]+)>", re.DOTALL)
ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

# What we never write, and what could lie over our words or stand in their place.
FOREIGN = (b"/Annots", b"/XObject", b"/ObjStm", b"/EmbeddedFile", b"/AcroForm")
END = b"%%EOF"  # a second one: something was added behind

LARGEST = 20_000_000  # bytes of one page's content, unpacked

Glyphs = dict[int, str]


class NotReadable(ValueError):
    """Not a PDF that this product wrote, or no longer one."""


def pages(content: bytes) -> list[list[str]]:
    """Page → its runs of text, in the order in which they were set."""
    if content.count(END) != 1 or any(each in content for each in FOREIGN):
        raise NotReadable("another tool wrote in it")
    objects = _objects(content)
    found = [each for each in objects.values() if re.search(rb"/Type\s*/Page\b", each)]
    if not found:
        raise NotReadable("no pages")
    try:
        return [list(_runs(each, objects)) for each in found]
    except (KeyError, IndexError, ValueError, zlib.error) as error:
        raise NotReadable(str(error)) from error


def _objects(content: bytes) -> dict[int, bytes]:
    """Number → what stands there, up to the next object."""
    begins = list(OBJECT.finditer(content))
    ends = [each.start() for each in begins[1:]] + [len(content)]
    return {
        int(each.group(1)): content[each.end() : end]
        for each, end in zip(begins, ends, strict=True)
    }


def _runs(page: bytes, objects: dict[int, bytes]) -> Iterator[str]:
    fonts = _fonts(objects[_number(page, rb"/Resources")], objects)
    body = _stream(objects[_number(page, rb"/Contents")])
    for run in RUN.finditer(body):
        if text := _text(run.group(1), fonts):
            yield text


def _number(within: bytes, key: bytes) -> int:
    found = re.search(key + rb" (\d+) 0 R", within)
    if found is None:
        raise NotReadable(key.decode())
    return int(found.group(1))


def _stream(given: bytes) -> bytes:
    begin = STREAM.search(given)
    if begin is None:
        raise NotReadable("no stream")
    raw = given[begin.end() : begin.end() + int(begin.group(1))]
    packed = b"/FlateDecode" in given[: begin.end()]
    return zlib.decompressobj().decompress(raw, LARGEST) if packed else raw


def _fonts(resources: bytes, objects: dict[int, bytes]) -> dict[bytes, Glyphs]:
    return {
        name: _glyphs(_stream(objects[_number(objects[int(number)], rb"/ToUnicode")]))
        for name, number in FONTS.findall(resources)
    }


def _glyphs(table: bytes) -> Glyphs:
    found: Glyphs = {}
    for first, last, text in RANGE.findall(table):
        start = int(text, 16)
        for place, glyph in enumerate(range(int(first, 16), int(last, 16) + 1)):
            found[glyph] = chr(start + place)
    for glyph, text in PAIR.findall(RANGE.sub(b"", table)):
        found[int(glyph, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    return found


def _text(run: bytes, fonts: dict[bytes, Glyphs]) -> str:
    glyphs: Glyphs = {}
    words = ""
    for font, literal, hexadecimal in PIECE.findall(run):
        if font:
            glyphs = fonts[font]
            continue
        raw = bytes.fromhex(hexadecimal.decode()) if hexadecimal else _unescaped(literal)
        words += "".join(
            glyphs.get(raw[i] << 8 | raw[i + 1], "〓") for i in range(0, len(raw) - 1, 2)
        )
    return words


def _unescaped(literal: bytes) -> bytes:
    def one(found: re.Match[bytes]) -> bytes:
        code = found.group(1)
        return bytes([int(code, 8) & 255]) if code.isdigit() else NAMED.get(code, code)

    return ESCAPED.sub(one, literal)
