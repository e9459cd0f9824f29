"""The pages of the manual as they lie in `ja/` and `en/`: one list, cut into parts, searched. Pure."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from secaudit.access.roles import Role
from secaudit.catalogue.search import folded, words
from secaudit.errors import Missing

TEXTS = Path(__file__).parent

# Every page in the order of the contents, and to whom it is offered first.
PAGES: dict[str, frozenset[Role]] = {
    "clerk": frozenset({Role.CONTACT, Role.STAFF, Role.SYSMGR, Role.SYSOP}),
    "head": frozenset({Role.MGR, Role.DIR}),
    "auditor": frozenset({Role.AUDITLEAD, Role.AUDITOR, Role.EXTERNAL}),
    "ciso": frozenset({Role.CISO, Role.CHIEF, Role.COMMITTEE}),
    "year": frozenset({Role.SECR}),
    "cases": frozenset({Role.SECR, Role.CSIRT}),
    "administrator": frozenset({Role.ADMIN}),
}


@dataclass(frozen=True)
class Part:
    """What stands under one heading; `text` is Markdown."""

    id: str
    title: str
    text: str


@dataclass(frozen=True)
class Page:
    id: str
    language: str  # the one it is written in
    title: str
    lead: str  # Markdown before the first heading
    parts: tuple[Part, ...]


@cache
def page(id: str, language: str) -> Page:
    """The page in this language, or in Japanese where there is no other; Missing where none is."""
    if id not in PAGES:
        raise Missing()
    file = TEXTS / language / f"{id}.md"
    if not file.is_file():
        language, file = "ja", TEXTS / "ja" / f"{id}.md"
    title, _line, text = file.read_text(encoding="utf-8").removeprefix("# ").partition("\n")
    lead, *parts = re.split(r"^## ", text, flags=re.MULTILINE)
    return Page(id, language, title, lead, tuple(_parts(parts)))


def _parts(texts: list[str]) -> Iterator[Part]:
    for number, text in enumerate(texts, 1):
        title, _line, rest = text.partition("\n")
        yield Part(f"part-{number}", title, rest)


def pages(language: str) -> list[Page]:
    return [page(id, language) for id in PAGES]


def offered(roles: Collection[Role]) -> set[str]:
    """Which pages are for somebody with these roles."""
    return {id for id, readers in PAGES.items() if readers & set(roles)}


def found(query: str, language: str) -> list[tuple[Page, Part]]:
    """The parts that have every word of the query, in the order of the contents."""
    wanted = words(query)
    return [
        (each, part)
        for each in pages(language)
        for part in each.parts
        if wanted and all(word in folded(part.title + "\n" + part.text) for word in wanted)
    ]
