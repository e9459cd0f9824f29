"""The YAML that people write by hand, read line by line: much faster than with its parser.

Only what can mean one thing is read here: keys, lists, one-line texts, blocks after `|`. Of any
other file nothing is read, and the parser says what it is. So whoever reads this needs to see only
that nothing is accepted which YAML would understand in another way.
"""

import re
from typing import Any

from secaudit.catalogue.document import Tree

DEEPEST, LONGEST, MOST_LINES = 12, 50_000, 40_000
MOST_ENTRIES, MOST_NODES = 4_000, 140_000  # below what the parser refuses with its reason

# Anything beyond printable characters and line feeds; tabs and other ends of lines as well.
ODD = re.compile(
    "[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
KEY = r'[A-Za-z_][A-Za-z0-9_.-]{0,99}|"[^"\\]{1,100}"'
ENTRY = re.compile(rf"( *)(- )?({KEY}):(?: (\S.*))?").fullmatch
ITEM = re.compile(r"( *)- (\S.*)").fullmatch
QUOTED = re.compile(r'"[^"\\]*"|' + r"'[^']*'").fullmatch
WORD = r'[\w.・][\w.・-]*|"[^"\\]*"'
FLOW = re.compile(rf"\[(?:(?:{WORD})(?:, (?:{WORD}))*)?\]").fullmatch
OF_FLOW = re.compile(r'"([^"]*)"|([\w.・-]+)')
BEGINS_PLAIN = re.compile(r"[A-Za-z0-9_\u00a1-\U0010ffff]").match
SPECIAL_KEYS = {"null", "Null", "NULL"}


class _Unusual(Exception):
    """To be left to the parser."""


def read_plain(data: bytes) -> tuple[Tree, int] | None:
    """The tree, and of how many texts, lists and mappings it is at most.

    None where the file has anything that is not the most ordinary.
    """
    text = data.decode("utf-8")
    if text[-1:] != "\n" or ODD.search(text):
        return None
    lines = _Lines(text.split("\n"))
    try:
        return lines.tree(), lines.nodes
    except _Unusual:
        return None


class _Lines:
    """Reads from top to bottom; the loop is one function because it runs for every line."""

    def __init__(self, lines: list[str]):
        self.lines = lines
        self.at = 0
        self.nodes = 3 * len(lines)  # on each a list or mapping, a key and a value

    def tree(self) -> Tree:
        lines = self.lines
        if len(lines) > MOST_LINES:
            raise _Unusual
        root: dict[str, Tree] = {}
        container: Any = root
        indent = 0  # of the entries of the container
        outer: list[tuple[int, Any]] = []
        waiting: str | None = None  # the key whose value begins on the next line
        while self.at < len(lines):
            line = lines[self.at]
            self.at += 1
            if found := ENTRY(line):
                space, dash, key, value = found.groups()
            elif found := ITEM(line):
                (space, value), dash, key = found.groups(), "- ", ""
            elif not line or line.lstrip(" ")[:1] in ("", "#"):
                continue
            else:
                raise _Unusual
            here = len(space)
            if waiting is not None:
                if here <= indent or len(outer) > DEEPEST:
                    raise _Unusual
                new: Any = [] if dash else {}
                container[waiting] = new
                outer.append((indent, container))
                container, indent, waiting = new, here, None
            while here < indent:
                indent, container = outer.pop()
            if here != indent or (container.__class__ is list) is not bool(dash):
                raise _Unusual
            if not key:
                container.append(scalar(value))
                continue
            if dash:
                if len(container) > MOST_ENTRIES:
                    raise _Unusual
                new = {}
                container.append(new)
                outer.append((indent, container))
                container, indent = new, here + 2
            if key[0] == '"':
                key = key[1:-1]
            elif key in SPECIAL_KEYS:
                raise _Unusual
            if key in container:
                raise _Unusual
            if value is None:
                waiting = key
            elif value == "|":
                container[key] = self.block(indent)
            elif value[0] == "[":
                container[key] = self.flow(value)
            elif BEGINS_PLAIN(value) and not (
                ": " in value or " #" in value or value[-1] in ": " or len(value) > LONGEST
            ):
                container[key] = value
            else:
                container[key] = scalar(value)
        if waiting is not None or not root:
            raise _Unusual
        return root

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
        if not FLOW(value):
            raise _Unusual
        found = [quoted or plain for quoted, plain in OF_FLOW.findall(value)]
        self.nodes += len(found)
        if self.nodes > MOST_NODES:
            raise _Unusual
        return found


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
