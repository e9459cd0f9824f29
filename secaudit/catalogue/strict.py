"""Strict YAML: texts, lists and mappings, nothing else.

A file is data that a person reads, so whatever YAML offers beyond that is refused: anchors,
aliases, tags, merge keys, duplicate keys, further documents. Every scalar stays the text that
was written; what it means is the schema's business. Reading never raises: a document has its
problems, with their places.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from secaudit.catalogue.document import Document, Tree
from secaudit.catalogue.encoding import decoding_problem, place
from secaudit.catalogue.hints import syntax_problem
from secaudit.catalogue.parser import FAILURES, parser
from secaudit.catalogue.plain import read_plain
from secaudit.catalogue.problems import Problem, short
from secaudit.errors import N_

MAX_BYTES = 4_000_000  # forty times a long chapter
MAX_DEPTH = 24
MAX_NODES = 150_000
MAX_ENTRIES = 5_000  # that are lists or mappings themselves, in one list
MAX_SCALAR = 200_000
MAX_PROBLEMS = 1_000

Sentences = tuple[str, str]
CONTROL_CHARACTER: Sentences = (
    N_("The text contains a control character."),
    N_("Delete it, or write what is meant."),
)
LONG_TEXT: Sentences = (
    N_("The text has more than %(limit)s characters."),
    N_("Shorten it."),
)
TURNED: Sentences = (
    N_("There is an invisible sign here that turns the direction of writing."),
    N_("Delete it."),
)
MERGE_KEY: Sentences = (
    N_("A merge key (<<) is not used here."),
    N_("Write the keys out."),
)
EMPTY_KEY: Sentences = (N_("A key is empty."), N_("Write the name of the key before the colon."))
DUPLICATE_KEY: Sentences = (
    N_("The key “%(key)s” is there twice."),
    N_("Delete one of them, or indent it as it is meant."),
)
KEY_NOT_TEXT: Sentences = (
    N_("A key must be a text, not a list or a mapping."),
    N_("Put a text with a { or [ at its beginning in quotation marks."),
)
TOO_DEEP: Sentences = (
    N_("There are more than %(limit)s levels of lists and mappings."),
    N_("Check the brackets and the indentation."),
)
TOO_MANY_NODES: Sentences = (
    N_("The file has more than %(limit)s texts, lists and mappings."),
    N_("Divide it into chapters."),
)
TOO_MANY_ENTRIES: Sentences = (
    N_("The list has more than %(limit)s entries."),
    N_("Divide it."),
)
ANCHOR: Sentences = (
    N_("Anchors and aliases (“%(name)s”) are not used here."),
    N_("Write the content out, or put a text that begins with & or * in quotation marks."),
)
TAG: Sentences = (
    N_("Tags (“%(tag)s”) are not used here."),
    N_("Delete the tag, or put a text that begins with ! in quotation marks."),
)
SECOND_DOCUMENT: Sentences = (
    N_("A second document begins here; a file has one."),
    N_("Delete the line ---, or make two files of it."),
)
EMPTY_FILE: Sentences = (N_("The file is empty."), N_("Write its content, or delete the file."))

ODD_KEYS = {"", "~", "null", "Null", "NULL", "<<"}
CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
TURNS = re.compile(rb"\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]")  # U+202A–202E, U+2066–2069
NOTHING: Any = object()  # a key that was refused: what follows it is read and thrown away


def read(data: bytes, file: str = "") -> Document:
    """The document that these bytes are. Never raises; see `problems`."""
    document = Document(file, data)
    if len(data) > MAX_BYTES:
        document.problems.append(too_big(file, len(data), data))
    elif problem := decoding_problem(data, file):
        document.problems.append(problem)
    else:
        if ordinary := read_plain(data):
            document.tree, document.nodes = ordinary
        else:
            _Builder(document).build()
        document.problems += reversed_texts(data, file)
    return document


def too_big(file: str, size: int, data: bytes) -> Problem:
    """At the place where the limit is passed."""
    return Problem(
        file,
        *place(data, MAX_BYTES),
        N_("The file has %(size)s MB; at most %(limit)s MB are read."),
        N_("Divide it into chapters."),
        {"size": size // 1_000_000, "limit": MAX_BYTES // 1_000_000},
    )


def reversed_texts(data: bytes, file: str) -> Iterator[Problem]:
    """Signs that turn the direction of writing: what is read is then not what is written."""
    for found in islice(TURNS.finditer(data), MAX_PROBLEMS):
        yield Problem(file, *place(data, found.start()), *TURNED)


class _Stop(Exception):
    """Reading on would be of no use to anybody."""


class _Builder:
    """Puts the events of the parser together to a tree.

    One list or mapping is open at a time; in a mapping a key waits until its value comes. Keys
    and values that are as usual are put in place where they are met, since that is nearly all.
    """

    __slots__ = ("document", "documents", "in_mapping", "key", "nodes", "open", "outer", "root")

    def __init__(self, document: Document):
        self.document = document
        self.documents = self.nodes = 0
        self.root: list[Tree] = []
        self.open: Any = self.root
        self.in_mapping, self.key = False, None
        self.outer: list[tuple[Any, bool, Any]] = []

    def build(self) -> None:
        document = self.document
        try:
            document.tree = self.follow(parser(document.data).get_event)
        except _Stop:
            pass
        except FAILURES as error:
            document.problems.append(syntax_problem(error, document.data, document.file))

    def follow(self, get_event: Callable[[], Any]) -> Tree:
        for event in iter(get_event, None):
            kind = event.__class__
            if kind is ScalarEvent:
                self.text(event)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self.begin(event, kind is MappingStartEvent)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self.end()
            elif kind is AliasEvent:
                self.alias(event)
            elif kind is DocumentStartEvent and self.is_second(event):
                break
        self.document.nodes = self.nodes
        return self.content(self.root)

    def text(self, event: Any) -> None:
        self.nodes += 1
        value, holder = event.value, self.open
        if event.style or event.anchor or event.tag or len(value) > MAX_SCALAR:
            value = self.unusual(event)
        if self.nodes > MAX_NODES:
            self.stop(event, *TOO_MANY_NODES, limit=MAX_NODES)
        if not self.in_mapping:
            holder.append(value)
        elif (key := self.key) is not None:
            holder[key] = value
            self.key = None
        else:
            odd = value in holder or value in ODD_KEYS
            self.key = self.odd_key(event, holder) if odd else value

    def begin(self, event: Any, mapping: bool) -> None:
        self.nodes += 1
        self.opened(event, self.open, len(self.outer))
        new: Any = {} if mapping else []
        if self.in_mapping and self.key is None:
            self.refuse(event, *KEY_NOT_TEXT)
            self.key = NOTHING
        else:
            self.put(new)
        self.outer.append((self.open, self.in_mapping, self.key))
        self.open, self.in_mapping, self.key = new, mapping, None

    def end(self) -> None:
        if self.in_mapping:
            self.open.pop(NOTHING, None)
        self.open, self.in_mapping, self.key = self.outer.pop()

    def alias(self, event: Any) -> None:
        self.refuse(event, *ANCHOR, name=short(event.anchor))
        if self.in_mapping and self.key is None:
            self.key = NOTHING
        else:
            self.put("")

    def put(self, value: Tree) -> None:
        """As the next entry of the list, or under the key that waits."""
        if self.in_mapping:
            self.open[self.key] = value
            self.key = None
        else:
            self.open.append(value)

    def unusual(self, event: Any) -> str:
        self.no_anchor(event)
        value = event.value
        if len(value) > MAX_SCALAR:
            self.refuse(event, *LONG_TEXT, limit=MAX_SCALAR)
            value = value[:MAX_SCALAR]
        if event.style == '"' and CONTROL_CHARACTERS.search(value):
            self.refuse(event, *CONTROL_CHARACTER)
            value = CONTROL_CHARACTERS.sub("", value)
        return value

    def odd_key(self, event: Any, container: dict[str, Tree]) -> Any:
        """The key where it only looks odd, being quoted."""
        key, plain = event.value, not event.style
        if plain and key == "<<":
            self.refuse(event, *MERGE_KEY)
        elif key == "" or (plain and key in ODD_KEYS):
            self.refuse(event, *EMPTY_KEY)
        elif key in container:
            self.refuse(event, *DUPLICATE_KEY, key=short(key))
        else:
            return key
        return NOTHING

    def opened(self, event: Any, container: Any, depth: int) -> None:
        self.no_anchor(event)
        if depth >= MAX_DEPTH:
            self.stop(event, *TOO_DEEP, limit=MAX_DEPTH)
        if len(container) >= MAX_ENTRIES:
            self.stop(event, *TOO_MANY_ENTRIES, limit=MAX_ENTRIES)

    def no_anchor(self, event: Any) -> None:
        if event.anchor:
            self.refuse(event, *ANCHOR, name=short(event.anchor))
        if event.tag:
            self.refuse(event, *TAG, tag=short(event.tag))

    def is_second(self, event: Any) -> bool:
        self.documents += 1
        if self.documents > 1:
            self.refuse(event, *SECOND_DOCUMENT)
        return self.documents > 1

    def content(self, root: list[Tree]) -> Tree:
        if root:
            return root[0]
        self.document.problems.append(Problem(self.document.file, 1, 1, *EMPTY_FILE))
        return None

    def refuse(self, event: Any, what: str, to_do: str, **params: object) -> None:
        mark = event.start_mark
        at = mark.line + 1, mark.column + 1
        self.document.problems.append(Problem(self.document.file, *at, what, to_do, params))
        if len(self.document.problems) >= MAX_PROBLEMS:
            raise _Stop

    def stop(self, event: Any, what: str, to_do: str, **params: object) -> None:
        self.refuse(event, what, to_do, **params)
        raise _Stop
