"""When something was last really done for each ordinance item: training, drills, reviews, tests."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from secaudit.activities.kinds import Kind
from secaudit.activities.reading import seen
from secaudit.activities.rules import Seen, by_kind, last_by_item
from secaudit.reports.summary import ItemLine


@dataclass(frozen=True)
class Exercised:
    """By item; None where something is expected and nothing was done. And which kinds are overdue."""

    by_item: dict[str, Seen | None]
    overdue: list[Kind]


def exercised(items: Iterable[ItemLine], on: date) -> Exercised:
    """One statement."""
    items_of: dict[str, list[str]] = {}
    for item in items:
        for control in item.controls:
            items_of.setdefault(control, []).append(item.id)
    found = seen()
    late = [kind for kind, each in by_kind(found).items() if each.is_overdue(on)]
    return Exercised(last_by_item(found, items_of), late)
