"""The files of a catalogue while they are being checked."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from secaudit.catalogue.document import Document
from secaudit.catalogue.layout import Path
from secaudit.catalogue.texts import find, listed

Control = dict[str, Any]
Place = tuple[Document, Path, Control]


@dataclass
class Files:
    """The files of a folder, as far as they could be read."""

    head: Document | None = None
    chapters: list[Document] = field(default_factory=list)
    unreadable: set[str] = field(default_factory=set)  # names of chapter files
    complete: bool = True  # False where reading stopped because there is too much

    def controls(self) -> Iterator[Place]:
        for document in self.chapters:
            tree = document.tree if isinstance(document.tree, dict) else {}
            for index, control in enumerate(listed(tree, "controls")):
                if isinstance(control, dict):
                    yield document, ("controls", index), control

    def vocabulary(self, name: str) -> dict[str, Any] | None:
        """None where it cannot be known: then nothing is said about it."""
        tree = self.head.tree if self.head else None
        known = tree.get(name) if isinstance(tree, dict) else None
        return known if isinstance(known, dict) else None

    def languages(self) -> list[str]:
        found = find(self.head.tree, ("catalog", "languages", "*")) if self.head else ()
        return [language for _, language in found if language in ("ja", "en")] or ["ja", "en"]
