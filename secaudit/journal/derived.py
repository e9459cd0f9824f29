"""Tables that follow from others: kept by the same entry, never the source of anything.

Whoever keeps one enters it here. `record` lets it follow the rows it has written, in their
transaction; `verify` asks it what stands otherwise than the rows say.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from peewee import ForeignKeyField

from secaudit.database import Record


@dataclass(frozen=True)
class Derived:
    follow: Callable[[Sequence[Record]], None]
    differing: Callable[[], Iterable[str]]  # the objects, as the journal calls them: sheet:12
    of: ForeignKeyField  # the column that says from which row a row of the table follows


DERIVED: list[Derived] = []


def follow(rows: Sequence[Record]) -> None:
    for each in DERIVED:
        each.follow(rows)


def differing() -> Iterable[str]:
    for each in DERIVED:
        yield from each.differing()
