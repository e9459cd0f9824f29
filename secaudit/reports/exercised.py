"""When something was last really done for each ordinance item: training, drills, reviews, tests."""

from collections.abc import Iterable

from secaudit.activities.reading import seen
from secaudit.activities.rules import Seen, last_by_item
from secaudit.reports.summary import ItemLine


def exercised(items: Iterable[ItemLine]) -> dict[str, Seen | None]:
    """By item; None where something is expected and nothing was done. One statement."""
    items_of: dict[str, list[str]] = {}
    for item in items:
        for control in item.controls:
            items_of.setdefault(control, []).append(item.id)
    return last_by_item(seen(), items_of)
