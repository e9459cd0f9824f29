"""What a document's text must be, line by line: no HTML, no odd links, headings in order. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from secaudit.catalogue.problems import short
from secaudit.catalogue.texts import (
    BAD_LINK,
    CODE,
    LINK,
    RAW_HTML,
    TAG,
    is_address,
)
from secaudit.errors import N_
from secaudit.policies.articles import headed

LONGEST = 400_000
MOST_ARTICLES = 500
TOO_LARGE = re.compile(r"^ {0,3}#(?!#).*|^ {0,3}\S.*\n {0,3}(?:=+|-{2,}) *$", re.MULTILINE)
TOO_SMALL = re.compile(r"^#{5,}.*", re.MULTILINE)
LINE_ENDS = re.compile(r"\r\n?")
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)

Sentences = tuple[str, str]
NOTHING: Sentences = (N_("There is no text yet."), N_("Write it before you ask for approval."))
NO_ARTICLES: Sentences = (
    N_("The text has no headings; controls are linked to articles."),
    N_("Begin each article with ## or ###, a space, and its number and title."),
)
TOO_LONG: Sentences = (
    N_("The text has more than %(limit)s characters."),
    N_("Make two documents of it."),
)
TOO_MANY: Sentences = (
    N_("The text has more than %(limit)s headings."),
    N_("Make two documents of it."),
)
TITLE_INSIDE: Sentences = (
    N_("The heading “%(value)s” is as large as the title of the document."),
    N_("Begin chapters with ## and articles with ###."),
)
DEEP: Sentences = (N_("The heading “%(value)s” is too small."), N_("Begin it with ####."))
SKIPPED: Sentences = (
    N_("The heading “%(value)s” skips a level."),
    N_("Below ## comes ###, below ### comes ####."),
)
EMPTY_HEADING: Sentences = (N_("A heading is empty."), N_("Write the article's title behind it."))


@dataclass(frozen=True)
class Fault:
    """Both sentences are message ids. `line` counts from 1; 0 means the text as a whole."""

    line: int
    what: str
    what_to_do: str
    params: dict[str, object] = field(default_factory=dict)


def tidy(text: str) -> str:
    """As it is kept: one kind of line end, nothing unseen, one line end at the end."""
    plain = HIDDEN.sub("", LINE_ENDS.sub("\n", text or "").replace("\ufeff", ""))
    lines = [line.rstrip() for line in plain.split("\n")]
    return "\n".join(lines).strip("\n") + "\n" if plain.strip() else ""


def faults(text: str) -> list[Fault]:
    """All at once, in the order of the lines."""
    if not text.strip():
        return [Fault(0, *NOTHING)]
    if len(text) > LONGEST:
        return [Fault(0, *TOO_LONG, {"limit": LONGEST})]
    return sorted([*_marks(text), *_headings(text)], key=lambda fault: fault.line)


def _marks(text: str) -> Iterator[Fault]:
    plain = CODE.sub(lambda found: re.sub(r"[^\n]", "x", found[0]), text)
    for match in TAG.finditer(plain):
        yield _at(match, RAW_HTML, match[0])
    for match in LINK.finditer(plain):
        if not is_address(target := match[1] or match[2] or ""):
            yield _at(match, BAD_LINK, target)
    for match in TOO_LARGE.finditer(plain):
        yield _at(match, TITLE_INSIDE, match[0].split("\n")[0])
    for match in TOO_SMALL.finditer(plain):
        yield _at(match, DEEP, match[0])


def _at(match: re.Match[str], sentences: Sentences, value: str) -> Fault:
    line = match.string.count("\n", 0, match.start()) + 1
    return Fault(line, *sentences, {"value": short(value)})


def _headings(text: str) -> Iterator[Fault]:
    found, last = headed(text), 1
    if not found:
        yield Fault(0, *NO_ARTICLES)
    if len(found) > MOST_ARTICLES:
        yield Fault(found[MOST_ARTICLES].line, *TOO_MANY, {"limit": MOST_ARTICLES})
    for article in found:
        if not article.title:
            yield Fault(article.line, *EMPTY_HEADING)
        elif article.level > last + 1:
            yield Fault(article.line, *SKIPPED, {"value": short(article.title)})
        last = article.level
