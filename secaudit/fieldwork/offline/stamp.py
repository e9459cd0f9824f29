"""What the file knows of itself, on a hidden sheet: whose it is, and each row as it went out."""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from secaudit.fieldwork.actions import FIELDS, Seen, told
from secaudit.fieldwork.models import PaperItem
from secaudit.selfcheck.typed import whole_number

NAME = "secaudit"  # of the hidden sheet
MARK = "secaudit working paper 1"  # its first cell
ROWS = "rows"  # the line below which they stand


@dataclass(frozen=True)
class Base:
    """A row as it went out: its version, and a digest of what it said."""

    version: int = 0
    digest: str = ""


@dataclass(frozen=True)
class Stamped:
    paper: str = ""
    title: str = ""  # for whoever has the wrong file in hand
    bases: Mapping[str, Base] = field(default_factory=dict)  # by control


def said(row: PaperItem | Seen) -> list[str]:
    """The typed values in one spelling; composed characters and outer spaces make no difference."""
    values = told(row)
    return [unicodedata.normalize("NFC", values[name]).strip() for name in FIELDS]


def digest(row: PaperItem | Seen) -> str:
    return hashlib.sha256(json.dumps(said(row)).encode()).hexdigest()[:24]


def to_rows(paper: int, title: str, items: Iterable[PaperItem]) -> list[list[str]]:
    sent = ([item.control, str(item.version), digest(item)] for item in items)
    return [[MARK], ["paper", str(paper)], ["title", title], [ROWS], *sent]


def from_rows(rows: Iterable[tuple[str, ...]]) -> Stamped:
    facts: dict[str, str] = {}
    bases: dict[str, Base] = {}
    below = False
    for cells in rows:
        key, second, third = [*cells, "", "", ""][:3]
        if key == ROWS:
            below = True
        elif below:
            bases[key] = Base(max(whole_number(second), 0), third)
        else:
            facts[key] = second
    return Stamped(facts.get("paper", ""), facts.get("title", ""), bases)
