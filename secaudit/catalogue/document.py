"""A file that was read: its tree, and what is wrong with it."""

from functools import cached_property
from typing import Any

from secaudit.catalogue.layout import Layout, Path, layout_of
from secaudit.catalogue.problems import Problem

Tree = Any  # str | list[Tree] | dict[str, Tree]


class Document:
    def __init__(self, file: str, data: bytes = b""):
        self.file = file
        self.data = data
        self.tree: Tree = None  # None where nothing could be read
        self.problems: list[Problem] = []
        self.nodes = 0  # texts, lists and mappings

    @cached_property
    def layout(self) -> Layout:
        return layout_of(self.data)

    def place(self, path: Path = (), of_key: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of a value or its key; of the nearest parent if it is absent."""
        places = self.layout.places
        for length in range(len(path), -1, -1):
            if marks := places.get(path[:length]):
                mark = marks[0 if of_key or length < len(path) else 1]
                return mark.line + 1, mark.column + 1
        return 1, 1

    def problem(
        self, path: Path, what: str, to_do: str, of_key: bool = False, **params: object
    ) -> Problem:
        return Problem(self.file, *self.place(path, of_key), what, to_do, params)
