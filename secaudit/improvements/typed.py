"""The page of a sheet's gaps as it was typed: promises to keep, and what is wrong, by field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from secaudit.calendar.reading import read_date
from secaudit.errors import Invalid
from secaudit.improvements.kinds import Promised, check, usual_day
from secaudit.improvements.reading import Gap

FIELDS = ("what", "owner", "due_on", "interim")


@dataclass
class Row:
    """One gap with its fields as they stand on the page."""

    gap: Gap
    what: str = ""
    owner: str = ""
    due_on: str = ""
    interim: str = ""
    problems: dict[str, Invalid] = field(default_factory=dict)


def offered(gap: Gap, owner: str, on: date) -> Row:
    """What the page suggests: the day that was named with the answer, else the year's end."""
    day = gap.answer.promised_on
    if day is None or day < on:
        day = usual_day(gap.sheet.period.fiscal_year, on)
    return Row(gap, owner=owner, due_on=day.isoformat())


def from_form(form: Mapping[str, str], gaps: Iterable[Gap]) -> list[Row]:
    return [Row(gap, **_typed(form, gap.control)) for gap in gaps]


def _typed(form: Mapping[str, str], control: str) -> dict[str, Any]:
    return {name: form.get(f"{name}-{control}", "").strip() for name in FIELDS}


def promised(rows: Iterable[Row], on: date) -> dict[str, Promised]:
    """What is to be kept: rows with a date. Problems are noted at their row."""
    found = {}
    for row in rows:
        if not row.due_on:
            continue
        try:
            each = Promised(_day(row.due_on), row.owner, row.what, row.interim)
            found[row.gap.control] = check(each, row.gap.sheet.period.fiscal_year, on)
        except Invalid as problem:
            row.problems[problem.field or "due_on"] = problem
    return found


def _day(typed: str) -> date:
    try:
        return read_date(typed)
    except Invalid as problem:
        raise Invalid(problem.message, field="due_on", **problem.params) from problem
