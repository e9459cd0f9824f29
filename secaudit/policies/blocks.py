"""Cleaned HTML of a text as plain values that a paper can be set from. Pure.

Paragraphs, lists, tables and quotations become mappings; words become runs with their marks.
"""

from html.parser import HTMLParser
from typing import Any

Block = dict[str, Any]
MARKS = {"strong": "strong", "em": "emph", "code": "code"}
HEADINGS = ("h2", "h3", "h4", "h5")


class Blocks(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root: list[Block] = []
        self.inside: list[tuple[str, list[Block]]] = [("", self.root)]  # open lists of blocks
        self.runs: list[Block] | None = None  # of the paragraph or cell that is open
        self.marks: list[str] = []
        self.hrefs: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag in ("ul", "ol"):
            self._open(tag, {"kind": "list", "ordered": tag == "ol", "items": []}, "items")
        elif tag == "blockquote":
            self._open(tag, {"kind": "quote", "blocks": []}, "blocks")
        elif tag == "table":
            self._open(tag, {"kind": "table", "rows": []}, "rows")
        elif tag in ("li", "tr"):
            self._item(tag, [])
        elif tag in ("p", "th", "td", "pre", *HEADINGS):
            self._begin(tag)
        elif tag in MARKS:
            self.marks.append(MARKS[tag])
        elif tag == "a":
            self.hrefs.append(dict(attrs).get("href") or "")
        elif tag == "br":
            self._say("\n")

    def _open(self, tag: str, block: Block, key: str) -> None:
        self.runs = None
        self.inside[-1][1].append(block)
        self.inside.append((tag, block[key]))

    def _item(self, tag: str, entries: list[Block]) -> None:
        self.runs = None
        self.inside[-1][1].append(entries)  # type: ignore[arg-type]
        self.inside.append((tag, entries))

    def _begin(self, tag: str) -> None:
        self.runs = []
        kind = {"th": "cell", "td": "cell", "p": "p", "pre": "pre"}.get(tag, "heading")
        self.inside[-1][1].append({"kind": kind, "runs": self.runs})

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "th", "td", "pre", *HEADINGS):
            self.runs = None
        elif tag in MARKS:
            if self.marks:
                self.marks.pop()
        elif tag == "a":
            if self.hrefs:
                self.hrefs.pop()
        elif len(self.inside) > 1 and self.inside[-1][0] == tag:
            self.runs = None
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if self.runs is None and not data.strip():
            return
        self._say(data)

    def _say(self, text: str) -> None:
        if self.runs is None:  # words directly in a list's item
            self._begin("p")
        assert self.runs is not None
        soft = text != "\n" and "code" not in self.marks  # a line end in Markdown is no new line
        run = {"text": text, "marks": list(self.marks), "soft": soft}
        self.runs.append(run | {"href": self.hrefs[-1] if self.hrefs else ""})


def blocks(html: str) -> list[Block]:
    """What the cleaned HTML says, in its order."""
    reader = Blocks()
    reader.feed(html)
    reader.close()
    return reader.root
