"""A document as its articles: each heading with what stands below it. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

HEADING = re.compile(r"(#{2,4})(?!#)[ \t\u3000]*(.*?)[ \t]*#*[ \t]*")
UNITS = {"章": "chapter", "節": "section", "条": "article", "款": "subsection"}
DIGITS = {kanji: digit for digit, kanji in enumerate("〇一二三四五六七八九")}
NUMBER = r"([0-9]+|[一二三四五六七八九十百]+)"
JAPANESE = re.compile(rf"第{NUMBER}([章節条款])(?:の{NUMBER})?")
ENGLISH = re.compile(r"(chapter|section|article)\s+([0-9]+)", re.IGNORECASE)
DOTTED = re.compile(r"[0-9]+(?:[.-][0-9]+)*")


@dataclass(frozen=True)
class Article:
    """`level` 2 to 4 as in the Markdown; 0 is what stands before the first heading."""

    anchor: str
    level: int
    title: str
    text: str
    line: int  # of the heading, from 1


def articles(text: str) -> list[Article]:
    """In order. The anchor comes from the heading's own number, so it outlives new editions."""
    found: list[Article] = []
    taken: list[str] = []
    chapter = ""
    for level, title, body, line in _parts(text):
        anchor = _free(anchor_of(title), chapter, taken, len(found)) if level else ""
        chapter = anchor if level == 2 else chapter
        found.append(Article(anchor, level, title, body, line))
    return found


def headed(text: str) -> list[Article]:
    """Those that can be referred to."""
    return [article for article in articles(text) if article.level]


def _parts(text: str) -> Iterator[tuple[int, str, str, int]]:
    level, title, begun = 0, "", 1
    body: list[str] = []
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if match := HEADING.fullmatch(line):
            if level or "".join(body).strip():
                yield level, title, "\n".join(body).strip(), begun
            level, title, begun, body = len(match[1]), match[2].strip(), number, []
        else:
            body.append(line)
    if level or "".join(body).strip():
        yield level, title, "\n".join(body).strip(), begun


def anchor_of(title: str) -> str:
    """`article-3-2` for 第3条の2, `part-4-1` for 4.1; nothing where there is no number."""
    plain = unicodedata.normalize("NFKC", title).strip()
    if match := JAPANESE.match(plain):
        parts = [UNITS[match[2]], _number(match[1]), match[3] and _number(match[3])]
        return "-".join(str(part) for part in parts if part)
    if match := ENGLISH.match(plain):
        return f"{match[1].lower()}-{match[2]}"
    if match := DOTTED.match(plain):
        return f"part-{match[0].replace('.', '-')}"
    return "supplement" if plain.startswith("附則") else ""


def _number(written: str) -> int:
    """十二 is 12, 百三 is 103."""
    if written.isdigit():
        return int(written)
    total, last = 0, 0
    for kanji in written:
        if kanji in "十百":
            total += (last or 1) * (10 if kanji == "十" else 100)
            last = 0
        else:
            last = DIGITS[kanji]
    return total + last


def _free(wanted: str, chapter: str, taken: list[str], index: int) -> str:
    """Chapters may count their articles anew: then the chapter says which one is meant."""
    base = wanted or f"heading-{index + 1}"
    within = f"{chapter}-{base}" if chapter else f"{base}-again"
    anchor = base if base not in taken else within
    number = 2
    while anchor in taken:
        anchor, number = f"{within}-{number}", number + 1
    taken.append(anchor)
    return anchor
