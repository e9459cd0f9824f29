"""Strict YAML: texts, lists and mappings, nothing else.

A file is data that a person reads, so whatever YAML offers beyond that is refused: anchors,
aliases, tags, merge keys, duplicate keys, further documents. Every scalar stays the text that
was written; what it means is the schema's business. Reading never raises: a document has its
problems, with their places.
"""

import re
from typing import Any

import yaml
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
from secaudit.catalogue.encoding import decoding_problem
from secaudit.catalogue.hints import syntax_problem
from secaudit.catalogue.problems import Problem, short
from secaudit.errors import N_

try:
    from yaml.cyaml import CParser as _Parser  # type: ignore[attr-defined]

    IMPLEMENTATION = "libyaml"
except ImportError:  # PyYAML built without libyaml: the same events, fifteen times slower
    from secaudit.catalogue.pure import PureParser as _Parser  # type: ignore[assignment]

    IMPLEMENTATION = "Python"

MAX_BYTES = 16_000_000
MAX_DEPTH = 24
MAX_NODES = 600_000
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
MERGE_KEY: Sentences = (
    N_("A merge key (<<) is not used here."),
    N_("Write the keys out."),
)
EMPTY_KEY: Sentences = (N_("A key is empty."), N_("Write the name of the key before the colon."))
DUPLICATE_KEY: Sentences = (
    N_("The key “%(key)s” is there twice; the first is in line %(first)s."),
    N_("Delete one of them."),
)
KEY_NOT_TEXT: Sentences = (
    N_("A key must be a text, not a list or a mapping."),
    N_("Put a text with a { or [ at its beginning in quotation marks."),
)
TOO_DEEP: Sentences = (
    N_("There are more than %(limit)s levels of lists and mappings."),
    N_("Check the brackets and the indentation."),
)
TOO_MANY: Sentences = (
    N_("The file has more than %(limit)s entries; nothing after this was read."),
    N_("Divide it into chapters."),
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

NULLS = {"", "~", "null", "Null", "NULL"}
CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
NOTHING: Any = object()  # a key that was refused: what follows it is read and thrown away


def read(data: bytes, file: str = "") -> Document:
    """The document that these bytes are. Never raises; see `problems`."""
    document = Document(file)
    if len(data) > MAX_BYTES:
        document.problems.append(too_big(file, len(data)))
    elif problem := decoding_problem(data, file):
        document.problems.append(problem)
    else:
        _Builder(document).build(data.removeprefix(b"\xef\xbb\xbf"))
    return document


def too_big(file: str, size: int) -> Problem:
    return Problem(
        file,
        0,
        0,
        N_("The file has %(size)s MB; at most %(limit)s MB are read."),
        N_("Divide it into chapters."),
        {"size": size // 1_000_000, "limit": MAX_BYTES // 1_000_000},
    )


class _Stop(Exception):
    """Reading on would be of no use to anybody."""


class _Builder:
    """Puts the events of the parser together to a tree."""

    def __init__(self, document: Document):
        self.document = document
        self.nodes = 0
        self.documents = 0
        self.stack: list[tuple[Any, Any, Any]] = []
        self.container: Any = None  # the list or mapping that is open now
        self.marks: Any = None
        self.key: Any = None  # of an open mapping: the key that waits for its value
        self.key_mark: Any = None

    def build(self, data: bytes) -> None:
        try:
            self._run(_Parser(data))
        except _Stop:
            pass
        except (yaml.YAMLError, ValueError) as error:
            self.document.problems.append(syntax_problem(error, data, self.document.file))
        else:
            self._must_say_something()

    def _run(self, parser: Any) -> None:
        deeds = {
            ScalarEvent: self.scalar,
            MappingStartEvent: self.open_mapping,
            SequenceStartEvent: self.open_list,
            MappingEndEvent: self.close,
            SequenceEndEvent: self.close,
            AliasEvent: self.alias,
            DocumentStartEvent: self.start_document,
        }
        while (event := parser.get_event()) is not None:
            if deed := deeds.get(event.__class__):
                deed(event)

    def scalar(self, event: Any) -> None:
        self.count(event)
        value, style = event.value, event.style
        if style == '"' and CONTROL_CHARACTERS.search(value):
            self.refuse(event, *CONTROL_CHARACTER)
            value = CONTROL_CHARACTERS.sub("", value)
        elif style == "|" or style == ">":
            self.document.blocks.append((event.start_mark.line, event.end_mark.line))
        if len(value) > MAX_SCALAR:
            self.refuse(event, *LONG_TEXT, limit=MAX_SCALAR)
            value = value[:MAX_SCALAR]
        if self.key is None and self.container.__class__ is dict:
            self.take_key(event, value)
        else:
            self.add(value, event.start_mark)

    def take_key(self, event: Any, value: str) -> None:
        self.key, self.key_mark = value, event.start_mark
        plain = event.style in (None, "")
        if plain and value == "<<":
            self.refuse_key(event, *MERGE_KEY)
        elif value == "" or (plain and value in NULLS):
            self.refuse_key(event, *EMPTY_KEY)
        elif value in self.container:
            first = self.marks[value][0].line + 1
            self.refuse_key(event, *DUPLICATE_KEY, key=short(value), first=first)

    def refuse_key(self, event: Any, what: str, to_do: str, **params: object) -> None:
        self.refuse(event, what, to_do, **params)
        self.key = NOTHING

    def add(self, value: Tree, mark: Any) -> None:
        if self.container is None:
            self.document.tree = value
        elif self.container.__class__ is list:
            self.container.append(value)
            self.marks.append(mark)
        elif self.key is not NOTHING:
            self.container[self.key] = value
            self.marks[self.key] = (self.key_mark, mark)
        self.key = None

    def open_mapping(self, event: Any) -> None:
        self.open(event, {}, {})

    def open_list(self, event: Any) -> None:
        self.open(event, [], [])

    def open(self, event: Any, container: Any, marks: Any) -> None:
        self.count(event)
        if len(self.stack) >= MAX_DEPTH:
            self.stop(event, *TOO_DEEP, limit=MAX_DEPTH)
        if self.key is None and self.container.__class__ is dict:
            self.refuse_key(event, *KEY_NOT_TEXT)  # the container becomes no key of anything
        else:
            self.add(container, event.start_mark)
        self.stack.append((self.container, self.marks, self.key))
        self.document.marks[id(container)] = marks
        self.container, self.marks, self.key = container, marks, None

    def close(self, event: Any) -> None:
        self.container, self.marks, self.key = self.stack.pop()

    def alias(self, event: Any) -> None:
        self.count(event)
        self.refuse(event, *ANCHOR, name=short(event.anchor))
        if self.key is None and self.container.__class__ is dict:
            self.key = NOTHING
        else:
            self.add("", event.start_mark)

    def start_document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self.stop(event, *SECOND_DOCUMENT)

    def count(self, event: Any) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.stop(event, *TOO_MANY, limit=MAX_NODES)
        if event.anchor is not None and event.__class__ is not AliasEvent:
            self.refuse(event, *ANCHOR, name=short(event.anchor))
        if getattr(event, "tag", None) is not None:
            self.refuse(event, *TAG, tag=short(event.tag))

    def refuse(self, event: Any, what: str, to_do: str, **params: object) -> None:
        mark = event.start_mark
        problem = Problem(self.document.file, mark.line + 1, mark.column + 1, what, to_do, params)
        self.document.problems.append(problem)
        if len(self.document.problems) >= MAX_PROBLEMS:
            raise _Stop

    def stop(self, event: Any, what: str, to_do: str, **params: object) -> None:
        self.refuse(event, what, to_do, **params)
        raise _Stop

    def _must_say_something(self) -> None:
        if self.documents == 0:
            self.document.problems.append(Problem(self.document.file, 1, 1, *EMPTY_FILE))
