"""Columns in which people wrote, and what stands in the place of their words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from secaudit.database import Record
from secaudit.evidence.models import Evidence

ERASED = "［廃棄済 erased］"  # in the place of words; where there were none it stays empty
FILE = ("file_hash", "file_name", "file_type")
PIECES = ("title", "kept_at", "obtained_from", *FILE)


@dataclass(frozen=True)
class Words:
    """Columns in which people wrote, and which rows of a fiscal year are meant."""

    model: type[Record]
    columns: tuple[str, ...]
    of: Callable[[int], Any]
    told_apart: tuple[str, ...] = ()  # columns of names that must differ from row to row

    def rows(self, year: int) -> list[Record]:
        return list(self.model.select().where(self.of(year)).order_by(self.model.id))


def evidence(**owners: Callable[[int], Any]) -> Callable[[int], Any]:
    """What is attached to things of that year; `sheet:12` names them."""

    def of(year: int):
        names = [f"{kind}:{id}" for kind, ids in owners.items() for (id,) in ids(year).tuples()]
        return Evidence.about.in_(names)

    return of


def blank(column: str, value: Any) -> Any:
    """What stands in the place of a value: a mark for words, nothing for a file's name or a person, and
    within a structure the same for each of its reasons."""
    if isinstance(value, dict):
        return {key: blank(key, each) if key == "reason" else each for key, each in value.items()}
    if column.endswith("_id"):
        return None
    if not isinstance(value, str) or not value:
        return value
    return "" if column in FILE else ERASED


def erase(words: Words, row: Record) -> bool:
    """Let the row's words go; whether there were any."""
    after = {column: blank(column, getattr(row, column)) for column in words.columns}
    after |= {column: f"#{row.get_id()}" for column in words.told_apart}
    changed = {column: value for column, value in after.items() if getattr(row, column) != value}
    for column, value in changed.items():
        setattr(row, column, value)
    return bool(changed)
