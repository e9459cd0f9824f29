"""The YAML that people write by hand, read line by line: much faster than with its parser.

Only what can mean one thing is read here: keys, lists, one-line texts, blocks after `|`. Of any
other file nothing is read, and the parser says what it is. So whoever reads this needs to see only
that nothing is accepted which YAML would understand in another way.
"""

import re
from typing import Any

from secaudit.catalogue.document import Tree

DEEPEST, INDENTED, LONGEST, MOST_LINES = 12, 60, 50_000, 40_000
MOST_ENTRIES, MOST_NODES = 4_000, 140_000  # below what the parser refuses with its reason

# Anything beyond printable characters and line feeds; tabs and other ends of lines as well.
ODD = re.compile(
    "[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
KEY = r'[^\W\d][\w.・-]{0,99}+|"[^"\\]{1,100}"'
# Spaces, a hyphen, then a key and its value, or an entry of a list; nothing of it on a blank line.
LINE = re.compile(rf"( {{0,{INDENTED}}}+)(- )?+(?:({KEY}):(?: (\S.*+))?+|(\S.*+)|)").fullmatch
QUOTED = re.compile(r'"[^"\\]*"|' + r"'[^']*'").fullmatch
WORD = r'[\w.・][\w.・-]*|"[^"\\]*"'
FLOW = re.compile(rf"\[(?:(?:{WORD})(?:, (?:{WORD}))*)?\]").fullmatch
OF_FLOW = re.compile(r'"([^"]*)"|([\w.・-]+)')
BEGINS_PLAIN = re.compile(r"[A-Za-z0-9_\u00a1-\U0010ffff]").match
SPECIAL_KEYS = {"null", "Null", "NULL"}
OTHERWISE = ("", " ", "|", "[")  # how what is not a text in one line begins
BEGINNINGS = [(f"{' ' * deep}  ja: ", f"{' ' * deep}  en: ") for deep in range(INDENTED + 3)]


class _Unusual(Exception):
    """To be left to the parser."""


def read_plain(data: bytes) -> tuple[Tree, int] | None:
    """The tree, and of how many texts, lists and mappings it is at most.

    None where the file has anything that is not the most ordinary.
    """
    text = data.decode("utf-8")
    if text[-1:] != "\n" or is_odd(text):
        return None
    lines = _Lines(text.split("\n"))
    try:
        return lines.tree(), lines.nodes
    except _Unusual:
        return None


def is_odd(text: str) -> bool:
    """What Python calls printable is not; of the rest only some, such as the ideographic space."""
    return not text.replace("\n", "").isprintable() and ODD.search(text) is not None


class _Lines:
    """Reads from top to bottom; the loop is one function because it runs for every line."""

    def __init__(self, lines: list[str]):
        self.lines = lines
        self.at = 0  # of the line after the one that is read
        self.nodes = 3 * len(lines)  # on each a list or mapping, a key and a value
        self.flows: dict[str, list[str]] = {}  # the same lists are written again and again

    def tree(self) -> Tree:
        lines = self.lines
        if len(lines) > MOST_LINES:
            raise _Unusual
        root: dict[str, Tree] = {}
        container: Any = root
        in_list, indent = False, 0  # of the entries of the container
        outer: list[tuple[int, Any]] = []
        waiting: str | None = None  # the key whose value begins on the next line
        while self.at < len(lines):
            found = LINE(lines[self.at])
            self.at += 1
            if not found:
                raise _Unusual
            space, dash, key, value, item = found.groups()
            if key is None and not is_item(dash, item):
                continue
            here = len(space)
            if waiting is not None:
                if here <= indent or len(outer) > DEEPEST:
                    raise _Unusual
                in_list = dash is not None
                new: Any = [] if in_list else {}
                container[waiting] = new
                outer.append((indent, container))
                container, indent, waiting = new, here, None
            elif here < indent:
                while here < indent:
                    indent, container = outer.pop()
                in_list = container.__class__ is list
            if here != indent or in_list is (dash is None):
                raise _Unusual
            if key is None:
                container.append(scalar(item))
                continue
            if in_list:
                if len(container) > MOST_ENTRIES:
                    raise _Unusual
                new = {}
                container.append(new)
                outer.append((indent, container))
                container, indent, in_list = new, here + 2, False
            if key[0] == '"':
                key = key[1:-1]
            if key in container or key in SPECIAL_KEYS:
                raise _Unusual
            if value is not None:
                container[key] = self.value(value, indent)
            elif texts := self.in_both_languages(indent):
                container[key] = texts
            else:
                waiting = key
        if waiting is not None or not root:
            raise _Unusual
        return root

    def value(self, value: str, indent: int) -> Tree:
        if value == "|":
            return self.block(indent)
        return self.flow(value) if value[0] == "[" else scalar(value)

    def in_both_languages(self, indent: int) -> dict[str, str] | None:
        """What half of all lines are: ja: and en: below their key, read without another look.

        Should more be below them, the next line is indented more deeply than any that may follow.
        """
        ja, en = BEGINNINGS[indent]
        if not (first := self.lines[self.at]).startswith(ja):
            return None
        if not (second := self.lines[self.at + 1]).startswith(en):
            return None
        first, second = first[len(ja) :], second[len(en) :]
        if first[:1] in OTHERWISE or second[:1] in OTHERWISE:
            return None
        self.at += 2
        return {"ja": scalar(first), "en": scalar(second)}

    def block(self, indent: int) -> str:
        """The lines below that are indented more deeply, without that."""
        lines, begin, end = self.lines, self.at, self.at
        first = lines[begin]
        deep = len(first) - len(first.lstrip(" "))
        if deep <= indent or deep == len(first):
            raise _Unusual
        space = " " * deep
        while end < len(lines) and (lines[end].startswith(space) or not lines[end]):
            end += 1
        if end < len(lines) and lines[end].isspace():
            raise _Unusual
        self.at = end
        kept = [line[deep:] for line in lines[begin:end]]
        if any(line.isspace() for line in kept):
            raise _Unusual
        text = "\n".join(kept).rstrip("\n") + "\n"
        if len(text) > LONGEST:
            raise _Unusual
        return text

    def flow(self, value: str) -> list[str]:
        found = self.flows.get(value)
        if found is None:
            found = self.flows[value] = flow(value)
        self.nodes += len(found)
        if self.nodes > MOST_NODES:
            raise _Unusual
        return found.copy()


def is_item(dash: str | None, item: str | None) -> bool:
    """Of a line without a key: is it an entry of a list? Else it is blank or a comment."""
    if dash and item:
        return True
    if dash or (item and item[0] != "#"):
        raise _Unusual
    return False


def flow(value: str) -> list[str]:
    if not FLOW(value):
        raise _Unusual
    return [quoted or plain for quoted, plain in OF_FLOW.findall(value)]


def scalar(value: str) -> str:
    if len(value) > LONGEST:
        raise _Unusual
    if BEGINS_PLAIN(value):
        if ": " in value or " #" in value or value[-1] in ": ":
            raise _Unusual
        return value
    if QUOTED(value):
        return value[1:-1]
    raise _Unusual
