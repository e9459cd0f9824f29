"""A file that was read: its tree, and the place of everything in it."""

from collections.abc import Iterator
from typing import Any

from secaudit.catalogue.problems import Problem

Tree = Any  # str | list[Tree] | dict[str, Tree]
Path = tuple[str | int, ...]


class Document:
    """One file: its tree, the place of every node, and what is wrong with it."""

    def __init__(self, file: str):
        self.file = file
        self.tree: Tree = None  # None where nothing could be read
        self.problems: list[Problem] = []
        self.blocks: list[tuple[int, int]] = []  # lines (from 0) that are inside | or > texts
        self.marks: dict[int, Any] = {}  # of a container: its entries' marks

    def place(self, path: Path = (), of_key: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of a value or its key; of the nearest parent if it is absent."""
        container, found = self.tree, (None, None)
        for step in path:
            entry = self._entry(container, step)
            if entry is None:
                of_key = True
                break
            found, container = entry, container[step]
        mark = found[0 if of_key else 1]
        return (mark.line + 1, mark.column + 1) if mark else (1, 1)

    def _entry(self, container: Tree, step: str | int) -> Any:
        marks = self.marks.get(id(container))
        if isinstance(marks, dict):
            return marks.get(step)
        if isinstance(marks, list) and isinstance(step, int) and step < len(marks):
            return marks[step], marks[step]
        return None

    def problem(
        self, path: Path, what: str, to_do: str, of_key: bool = False, **params: object
    ) -> Problem:
        return Problem(self.file, *self.place(path, of_key), what, to_do, params)


def walk(tree: Tree, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text of a tree with its path."""
    if isinstance(tree, str):
        yield path, tree
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield from walk(value, (*path, key))
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from walk(value, (*path, index))
