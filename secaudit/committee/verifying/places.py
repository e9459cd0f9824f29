"""A document taken apart: place → what stands there. Needs no database."""

import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from secaudit.committee.stamp import NAME
from secaudit.committee.verifying.pdf_text import LARGEST, NotReadable, pages
from secaudit.errors import Problem
from secaudit.web.spreadsheets import cell_address, read_sheets

Places = dict[str, str]
KINDS: dict[str, bytes] = {"pdf": b"%PDF-", "xlsx": b"PK\x03\x04", "json": b"{"}
MARK = b"\xef\xbb\xbf"  # which editors put before a text


def kind_of(content: bytes) -> str | None:
    """By the content; the name of a file says nothing. A text is Markdown where it begins like ours or
    at least bears the stamp."""
    begin = content.removeprefix(MARK).lstrip()
    found = (kind for kind, mark in KINDS.items() if begin.startswith(mark))
    is_text = begin.startswith(b"# ") or NAME.encode() in content
    return next(found, "md" if is_text else None)


def texts(content: bytes, kind: str) -> str:
    """Where the stamp is looked for."""
    if kind != "xlsx":
        return content.decode(errors="ignore")
    return "\n".join(_members(content))


def _members(content: bytes) -> Iterator[str]:
    """What of an Excel file can still be read, its properties first."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = [each for each in package.infolist() if each.file_size < LARGEST]
            for part in sorted(parts, key=lambda each: "docProps" not in each.filename):
                yield package.read(part).decode(errors="ignore")
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError):
        return


def of_pdf(content: bytes) -> Places:
    return {
        f"page {number}, text {place}": text
        for number, runs in enumerate(pages(content), 1)
        for place, text in enumerate(runs, 1)
    }


def of_xlsx(content: bytes) -> Places:
    try:
        sheets = read_sheets(content, "document.xlsx")
    except Problem as error:
        raise NotReadable(str(error)) from error
    return {
        f"{sheet.name}!{cell_address(row.number, column)}": cell
        for sheet in sheets
        for row in sheet.rows
        for column, cell in enumerate(row.cells, 1)
        if cell
    }


def of_json(content: bytes) -> Places:
    try:
        return dict(_leaves("", json.loads(content, object_pairs_hook=_once)))
    except (ValueError, RecursionError) as error:
        raise NotReadable(str(error)) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of a key that stands there twice every reader takes another value."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands there twice")
    return found


def _leaves(path: str, value: Any) -> Iterator[tuple[str, str]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None  # fmt: skip
    if inside is None:
        yield path, "" if value is None else str(value)
        return
    for key, each in inside:
        yield from _leaves(f"{path}/{key}", each)


def of_md(content: bytes) -> Places:
    lines = content.decode("utf-8-sig", errors="replace").splitlines()
    return {f"line {number}": line for number, line in enumerate(lines, 1) if line}


PLACES: dict[str, Callable[[bytes], Places]] = {
    "pdf": of_pdf,
    "xlsx": of_xlsx,
    "json": of_json,
    "md": of_md,
}
FIGURE = re.compile(r"[0-9０-９]+(?:[.,][0-9]+)?")


def figures(text: str) -> list[str]:
    return FIGURE.findall(text)
