"""Sheets: asked for, handed in, late."""

from collections.abc import Callable

from tests.reconciliation.sql.base import Figure, Scope, Shown, day, number, rows, share
from tests.reconciliation.sql.city import City, Sheet


def of_sheets(holds: Callable[[City, Sheet], bool]) -> Figure:
    return lambda city, scope: number(sum(holds(city, each) for each in city.of(scope)))


def sheets_share(holds: Callable[[Sheet], bool]) -> Figure:
    def counted(city: City, scope: Scope) -> Shown:
        return share(sum(map(holds, city.of(scope))), len(city.of(scope)))

    return counted


def late_by(city: City, sheet: Sheet) -> int:
    """Days since its due date; negative before it."""
    ((due,),) = rows("select due_on from period where id = {id}", id=sheet.period)
    return (city.today - day(sheet.due_on or due)).days


def missing(city: City, scope: Scope) -> list[int]:
    return [late_by(city, each) for each in city.of(scope) if not each.handed_in]


FIGURES: dict[str, Figure] = {
    "sheets_required": of_sheets(lambda city, each: True),
    "sheets_missing": of_sheets(lambda city, each: not each.handed_in),
    "sheets_waiting": of_sheets(lambda city, each: each.state == "submitted"),
    "sheets_late": lambda city, scope: number(sum(n > 0 for n in missing(city, scope))),
    "days_late": lambda city, scope: number(max(missing(city, scope))),
    "days_left": lambda city, scope: number(-max(missing(city, scope))),
    "submission_rate": sheets_share(lambda each: each.state == "confirmed"),
    "handed_in_rate": sheets_share(lambda each: each.handed_in),
}
