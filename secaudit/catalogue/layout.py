"""Where everything in a file stands. Read again only when there is something to report."""

from contextlib import suppress
from dataclasses import dataclass, field
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

from secaudit.catalogue.parser import FAILURES, parser

Path = tuple[str | int, ...]
Mark = Any  # line and column, from 0

BEGINNINGS = (MappingStartEvent, SequenceStartEvent)
ENDS = (MappingEndEvent, SequenceEndEvent)


@dataclass
class Layout:
    places: dict[Path, tuple[Mark, Mark]] = field(default_factory=dict)  # of key and value
    blocks: list[tuple[int, int]] = field(default_factory=list)  # lines of | and > texts, from 0


@dataclass
class Open:
    """A list or mapping that is being read."""

    path: Path
    is_mapping: bool
    count: int = 0
    key: Mark = None
    name: str | int | None = None

    def next_step(self, event: Any) -> tuple[str | int, Mark]:
        """Of the value that begins now: its key or number, and the mark of that."""
        if self.is_mapping:
            step, mark = self.name, self.key
            self.name = self.key = None
            return step if step is not None else "", mark
        self.count += 1
        return self.count - 1, event.start_mark

    def awaits_key(self) -> bool:
        return self.is_mapping and self.name is None


def layout_of(data: bytes) -> Layout:
    """As far as the file can be read."""
    layout = Layout()
    with suppress(*FAILURES):  # what came before still helps
        _follow(parser(data), layout)
    return layout


def _follow(events: Any, layout: Layout) -> None:
    stack: list[Open] = []
    documents = 0
    while (event := events.get_event()) is not None:
        if isinstance(event, DocumentStartEvent):
            documents += 1
            if documents > 1:
                return
        elif isinstance(event, ENDS):
            stack.pop()
        elif isinstance(event, (*BEGINNINGS, ScalarEvent, AliasEvent)):
            path = _place(event, stack, layout)
            if isinstance(event, BEGINNINGS):
                stack.append(Open(path, isinstance(event, MappingStartEvent)))


def _place(event: Any, stack: list[Open], layout: Layout) -> Path:
    """Note where it stands; the path of what begins here."""
    if getattr(event, "style", None) in ("|", ">"):
        layout.blocks.append((event.start_mark.line, event.end_mark.line))
    if not stack:
        layout.places[()] = event.start_mark, event.start_mark
        return ()
    parent = stack[-1]
    if parent.awaits_key():
        parent.name, parent.key = getattr(event, "value", ""), event.start_mark
        return (*parent.path, "")
    step, key = parent.next_step(event)
    path = (*parent.path, step)
    layout.places.setdefault(path, (key, event.start_mark))
    return path
