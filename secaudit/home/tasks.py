"""One thing somebody should do next, and the order of such things. Plain values."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Task:
    """`words` and `hint` are message ids with `params`; `address` is (endpoint, values)."""

    words: str
    button: str
    address: tuple[str, dict[str, Any]]
    params: dict[str, Any] = field(default_factory=dict)
    hint: str = ""
    due: date | None = None
    done: int | None = None
    total: int | None = None
    informs: bool = False  # nothing is expected of this person: somebody else's turn is told of

    def is_late(self, on: date) -> bool:
        return self.due is not None and self.due < on


def in_order(tasks: Iterable[Task]) -> list[Task]:
    """Overdue first, then by due date, what has none last; otherwise as they came."""
    return sorted(tasks, key=lambda task: task.due or date.max)
