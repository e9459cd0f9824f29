"""What stands in a letter or paper, as plain values. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Part = dict[str, Any]


@dataclass(frozen=True)
class Document:
    """All words are in the language of the reader already; nothing of it is looked up later."""

    title: str
    body: Sequence[Part]
    number: str = ""  # 文書番号, as the city gives it
    on: date | None = None
    to: str = ""  # the addressee by post: 市民課長
    sender: str = ""  # by post: 情報政策課長
    handling: str = ""  # 取扱注意
    form: str = ""  # 様式番号
    boxes: Sequence[str] = ()  # approval boxes, to be stamped
    attached: Sequence[str] = field(default=())
    entry: str = ""  # how the contents of a bundle call it; otherwise its title
    landscape: bool = False  # A4 sideways: for wide tables


def text(words: str) -> Part:
    """A paragraph; line breaks are kept."""
    return {"kind": "text", "text": words}


def heading(words: str) -> Part:
    return {"kind": "heading", "text": words}


def facts(rows: Sequence[tuple[str, str]], noted: bool = False) -> Part:
    """Numbered facts, each with its label; `noted`: under 「記」, closed by 「以上」."""
    return {"kind": "facts", "rows": [list(row) for row in rows if row[1]], "noted": noted}


def listed(items: Sequence[str], numbered: bool = False) -> Part:
    return {"kind": "list", "items": list(items), "numbered": numbered}


def table(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float] = (),
    right: Sequence[int] = (),
    title: str = "",
) -> Part:
    """`widths`: shares of the line, otherwise equal; `right`: columns of figures, counted from 0."""
    return {
        "kind": "table",
        "title": title,
        "head": list(head),
        "rows": [[str(cell) for cell in row] for row in rows],
        "widths": list(widths) or [1] * len(head),
        "right": list(right),
    }


def note(words: str) -> Part:
    """Small print: how something was counted, as of when."""
    return {"kind": "note", "text": words}


def boxes(labels: Sequence[str]) -> Part:
    """Boxes to be stamped or signed, where they stand in the text."""
    return {"kind": "boxes", "labels": list(labels)}
