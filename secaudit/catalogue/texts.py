"""Where the texts of a catalogue stand, and what a text must be."""

import html
import re
from collections.abc import Iterator
from typing import Any

from secaudit.catalogue.document import Document, Tree
from secaudit.catalogue.layout import Path
from secaudit.catalogue.problems import Problem, short
from secaudit.errors import N_

# `*` is every entry of a list or mapping
OF_HEAD: tuple[Path, ...] = (
    ("catalog", "title"),
    ("catalog", "source"),
    ("roles", "*", "title"),
    ("gates", "*", "title"),
    ("gates", "*", "question"),
    ("gates", "*", "help"),
    ("evidence", "*"),
)
NAMES: tuple[Path, ...] = (  # may be one text for all languages
    ("frameworks", "*", "title"),
    ("frameworks", "*", "edition"),
    ("frameworks", "*", "targets", "*"),
)
OF_CHAPTER: tuple[Path, ...] = (("chapter", "title"), ("chapter", "summary"))
# of a control: its own, and those of the entries of its lists
OF_CONTROL = ("title", "requirement", "guidance")
OF_ENTRIES = {"questions": ("text",), "evidence": ("example",), "procedure": ("text", "sample")}

LANGUAGE_MISSING = {
    "ja": (N_("The Japanese text is missing."), N_("Add it as ja: …")),
    "en": (N_("The English text is missing."), N_("Add it as en: …")),
}
ONE_FOR_ALL = (
    N_("The text is there in one language only."),
    N_("Write ja: and en: indented below."),
)
BLANK = (N_("The text is empty."), N_("Write it, or delete the key."))
RAW_HTML = (
    N_("HTML (“%(value)s”) is not possible in a text."),
    N_("Write it in Markdown, or put it between ` signs."),
)
BAD_LINK = (
    N_("A link to “%(value)s” is not possible."),
    N_("Link to an https:// or mailto: address."),
)
BIG_HEADING = (
    N_("The heading “%(value)s” is too large; it would break the outline of the page."),
    N_("Begin it with ###."),
)

CODE = re.compile(r"(`+)[^`](?:.*?[^`])?\1(?!`)", re.DOTALL)
TAG = re.compile(r"<(?!https?://|mailto:)[A-Za-z/!?][^>\n]*>?")
LINK = re.compile(r"\]\(\s*<?\s*([^)\s>]*)|^ {0,3}\[[^\]\n]+\]:\s*<?(\S*)", re.MULTILINE)
HEADING = re.compile(r"^ {0,3}#{1,2}(?!#).*|^ {0,3}\S.*\n {0,3}(=+|-+) *$", re.MULTILINE)
LARGE = re.compile(r"\n {0,3}(?:#{1,2}(?!#)|==|--|[=-] *(?:\n|\Z))")  # what may be such a heading
ADDRESS = re.compile(r"https?://|mailto:|#", re.IGNORECASE)


def texts_of_control(control: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any], str]]:
    """Each text with its path, what holds it, and its key there."""
    for key in OF_CONTROL:
        if key in control:
            yield (key,), control, key
    for name, keys in OF_ENTRIES.items():
        for index, entry in enumerate(listed(control, name)):
            for key in keys:
                if isinstance(entry, dict) and key in entry:
                    yield (name, index, key), entry, key


def texts_at(tree: Tree, paths: tuple[Path, ...]) -> Iterator[tuple[Path, dict[str, Any], str]]:
    """The same for a head or a chapter."""
    for path in paths:
        for at, holder in find(tree, path[:-1]):
            if isinstance(holder, dict):
                keys = list(holder) if path[-1] == "*" else [str(path[-1])]
                yield from (((*at, key), holder, key) for key in keys if key in holder)


def find(tree: Tree, path: Path, so_far: Path = ()) -> Iterator[tuple[Path, Tree]]:
    """Whatever stands there, with its path; nothing where the tree is not of that shape.

    `*` is every entry of a list or mapping.
    """
    if not path:
        yield so_far, tree
    elif path[0] == "*":
        for key, value in entries(tree):
            yield from find(value, path[1:], (*so_far, key))
    elif isinstance(tree, dict) and path[0] in tree:
        yield from find(tree[path[0]], path[1:], (*so_far, path[0]))


def entries(tree: Tree) -> Iterator[tuple[Any, Tree]]:
    if isinstance(tree, dict):
        yield from tree.items()
    elif isinstance(tree, list):
        yield from enumerate(tree)


def listed(tree: dict[str, Any], key: str) -> list[Any]:
    """What the list has under this key; nothing where there is none."""
    value = tree.get(key)
    return value if isinstance(value, list) else []


# --- what a text must be --------------------------------------------------------------------


def text_problems(
    document: Document, path: Path, text: Tree, languages: list[str], is_name: bool = False
) -> Iterator[Problem]:
    if isinstance(text, str):
        if len(languages) > 1 and not is_name and text.strip():
            yield document.problem(path, *ONE_FOR_ALL)
        yield from one_text_problems(document, path, text)
    elif isinstance(text, dict):
        for language in languages:
            if language not in text:
                yield document.problem(path, *LANGUAGE_MISSING[language], of_key=True)
        for language, one in text.items():
            if isinstance(one, str) and is_suspicious(one):
                yield from one_text_problems(document, (*path, language), one)


def is_fine(text: Tree, languages: set[str]) -> bool:
    """Cheap, and true of nearly every text without a problem, never of one with."""
    if not isinstance(text, dict) or text.keys() != languages:
        return False
    for one in text.values():  # noqa: SIM110 — it runs for every text, and is faster than any()
        if isinstance(one, str) and is_suspicious(one):
            return False
    return True


def is_suspicious(text: str) -> bool:
    """Cheap, and true of every text that has a problem; few others."""
    if "<" in text or "](" in text or "]:" in text or text.isspace():
        return True
    if text[:1] == "#" and text[:3] != "###":
        return True
    return "\n" in text and bool(LARGE.search(text))


def one_text_problems(document: Document, path: Path, text: str) -> Iterator[Problem]:
    if text.isspace():
        yield document.problem(path, *BLANK)
    text = CODE.sub(lambda found: re.sub(r"[^\n]", "x", found[0]), text)  # places stay the same
    for tag in TAG.finditer(text):
        yield inside(document, path, tag, RAW_HTML, tag[0])
    for link in LINK.finditer(text):
        if not is_address(target := link[1] or link[2] or ""):
            yield inside(document, path, link, BAD_LINK, target)
    for heading in HEADING.finditer(text):
        yield inside(document, path, heading, BIG_HEADING, heading[0])


def is_address(target: str) -> bool:
    return bool(ADDRESS.match(html.unescape(target)))


def inside(
    document: Document, path: Path, found: re.Match[str], sentences: tuple[str, str], value: str
) -> Problem:
    """At the line of a block text where it was found; else where the text begins."""
    line, column = document.place(path)
    if any(start == line - 1 for start, _ in document.layout.blocks):
        line, column = line + 1 + found.string.count("\n", 0, found.start()), 1
    return Problem(document.file, line, column, *sentences, {"value": short(value)})


# --- for those that are good ----------------------------------------------------------------


def complete(texts: Iterator[tuple[Path, dict[str, Any], str]]) -> None:
    """In place: every text becomes a text in both languages, without outer space."""
    for _, holder, key in texts:
        holder[key] = both(holder[key])


def both(text: Tree) -> dict[str, str]:
    if isinstance(text, str):
        return {"ja": text.strip(), "en": text.strip()}
    japanese, english = text.get("ja"), text.get("en")
    return {"ja": (japanese or english).strip(), "en": (english or japanese).strip()}
