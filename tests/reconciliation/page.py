"""What a page shows as figures, where each leads, and figures that nobody marked."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.page import VOID
from tests.reconciliation.sql import Scope

NUMBER = re.compile(r"[+\-±]?\d+(?:\.\d+)?")
# In a sentence: rates have one decimal, and things are counted with these words.
IN_WORDS = re.compile(r"\d+\.\d％|\d+(?=課|件|項目|問)")
LINKED = {"tr", "li", "p", "section"}  # what a figure and its link stand in together


@dataclass(eq=False)
class Element:
    tag: str
    at: dict[str, str]
    parent: "Element | None" = None
    children: list = field(default_factory=list)

    def walk(self):
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    @property
    def text(self) -> str:
        return "".join(c if isinstance(c, str) else c.text for c in self.children)

    def above(self):
        each = self
        while each is not None:
            yield each
            each = each.parent

    def has(self, kind: str) -> bool:
        return kind in self.at.get("class", "").split()


class Tree(HTMLParser):
    def __init__(self, text: str):
        super().__init__()
        self.root = self.here = Element("", {})
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        made = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(made)
        if tag not in VOID:
            self.here = made

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.here = self.here.parent

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.here = self.here.parent or self.root

    def handle_data(self, data):
        self.here.children.append(data)


@dataclass(frozen=True)
class Figure:
    name: str
    scope: tuple[tuple[str, str], ...]
    value: str
    text: str
    links: tuple[str, ...]


def main_of(text: str) -> Element:
    return next(each for each in Tree(text).root.walk() if each.tag == "main")


def figures(main: Element) -> list[Figure]:
    return [_marked(each) for each in main.walk() if "value" in each.at and _named(each)] + [
        _cell(each, table)
        for table in main.walk()
        if table.tag in ("table", "ol") and _named(table)
        for each in table.walk()
        if (each.has("heat") or each.tag == "b") and NUMBER.search(each.text)
    ]


def _named(each: Element) -> bool:
    return "data-figure" in each.at


def _marked(each: Element) -> Figure:
    scope = _scope(each.above()) | _of_column(each)
    return Figure(
        each.at["data-figure"],
        tuple(scope.items()),
        each.at["value"],
        each.text.strip(),
        _links(each),
    )


def _cell(each: Element, table: Element) -> Figure:
    """A cell of a large table says by its row and its column what it is; so does a line of a list."""
    scope = _scope(each.above()) | _of_column(each)
    return Figure(
        table.at["data-figure"], tuple(scope.items()), "", each.text.strip(), _links(each)
    )


def _scope(above) -> Scope:
    words = [word for each in above for word in filter(None, each.at.get("data-of", "").split(","))]
    return dict(reversed([word.split(":", 1) for word in words]))


def _of_column(each: Element) -> Scope:
    """What the head of the column is about."""
    cell = next((e for e in each.above() if e.tag in ("td", "th")), None)
    table = next((e for e in each.above() if e.tag == "table"), None)
    if cell is None or table is None:
        return {}
    row = [e for e in cell.parent.children if isinstance(e, Element)]
    heads = next(e for e in table.walk() if e.tag == "tr")
    heads = [e for e in heads.children if isinstance(e, Element)]
    return _scope([heads[row.index(cell)]]) if len(heads) == len(row) else {}


def _links(each: Element) -> tuple[str, ...]:
    """Its own link, else those of the row, the box or the line it stands in."""
    own = [e.at["href"] for e in each.above() if e.tag == "a"]
    inside = [e.at["href"] for e in each.walk() if e.tag == "a"]
    if own or inside:
        return tuple(own + inside)
    near = (e for e in each.above() if e.tag in LINKED)
    for around in near:
        found = [e.at["href"] for e in around.walk() if e.tag == "a" and "href" in e.at]
        if found:
            return tuple(found)
    return ()


def shown_by_marks(main: Element) -> set[str]:
    """The numbers that the marks of a page prove; what stands beside them in brackets as well."""
    marks = [each for each in main.walk() if "value" in each.at and _named(each)]
    proven = {number for each in marks for number in NUMBER.findall(each.text)}
    return proven | {number for each in marks for number in re.findall(r"\d+", each.at["value"])}


def unproven(main: Element, known: set[str]) -> list[str]:
    """Rates, counts, cells of figures and boxes with a number that no mark around it proves.

    What people wrote themselves (`text`) is no figure. What stands in brackets beside a figure, or in a sentence, must say what a mark says, or what
    is known of the city from plain SQL."""
    proven, found = shown_by_marks(main) | known, []
    for each in main.walk():
        if any(_named(e) or e.has("legend") or e.has("text") for e in each.above()):
            continue
        own = "".join(child for child in each.children if isinstance(child, str))
        shown = NUMBER.findall(own) if _is_figure(each) else IN_WORDS.findall(own)
        shown = [number.removesuffix("％") for number in shown]
        found += [f"{number} in “{own.strip()}”" for number in shown if number not in proven]
    return found


def _is_figure(each: Element) -> bool:
    return any(each.has(kind) for kind in ("num", "figure", "parts", "points", "rate"))
