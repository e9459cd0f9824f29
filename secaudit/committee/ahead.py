"""What lies between this meeting and the next. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from secaudit.committee.snapshot import Ahead
from secaudit.errors import N_
from secaudit.reports.summary import DepartmentLine, FindingLine

REACH = timedelta(days=183)  # committees meet twice a year

ANSWERS = N_("Answers of the departments are due")
MENDED = N_("Corrections are due")


def until_the_next(
    sheets: Iterable[DepartmentLine],
    findings: Iterable[FindingLine],
    others: Iterable[Ahead],
    begin: date,
) -> tuple[Ahead, ...]:
    """By date; what is due on one day is counted together. `findings`: the open ones."""
    found = [
        *_counted(ANSWERS, (each.due_on for each in sheets)),
        *_counted(MENDED, (each.due_on for each in findings)),
        *others,
    ]
    return tuple(sorted((e for e in found if begin <= e.on <= begin + REACH), key=_order))


def _order(each: Ahead) -> tuple[date, str, str]:
    return each.on, each.kind, each.words


def _counted(kind: str, days: Iterable[date | None]) -> Iterator[Ahead]:
    found = Counter(each for each in days if each)
    return (Ahead(day, kind, number=number) for day, number in found.items())
