"""How meetings and what is behind a point are called on these pages."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current, opens
from secaudit.calendar import clock
from secaudit.calendar.fiscal import fiscal_label
from secaudit.meetings.kinds import State
from secaudit.metrics.table import formula
from secaudit.web.language import called, day, language

# What a point can be about: the page that shows it. The first part of its name in the journal.
PAGES = {
    "finding": ("findings.show", "id"),
    "deviation": ("exceptions.show", "id"),
    "measure": ("measures.show", "id"),
    "target_set": ("measures.target_set", "id"),
    "meeting_action": ("meetings.action", "id"),
    "unit": ("meetings.promise_list", "unit"),
}


# Who keeps papers for a meeting enters here what they are called and where they are, for this reader.
papers_elsewhere: list[Callable[[date], list[tuple[str, str]]]] = []


def papers_for(on: date) -> list[tuple[str, str]]:
    """What was written for the meeting of that day, as far as the reader may open it."""
    return [found for each in papers_elsewhere for found in each(on)]


def address_of(about: str) -> str:
    """The page of what a point is about, where this reader may open it."""
    kind, _colon, id = about.partition(":")
    endpoint, name = PAGES.get(kind, ("", ""))
    values: dict[str, Any] = {name: int(id)} if endpoint else {}
    return url_for(endpoint, **values) if endpoint and opens(endpoint) else ""


def meeting_words(row) -> str:
    """「令和8年度 第2回（令和8年11月12日（木））」."""
    year = fiscal_label(row.fiscal_year, language())
    return _(
        "%(year)s, meeting %(number)s (%(day)s)", year=year, number=row.number, day=day(row.on)
    )


def written(params: dict[str, Any]) -> dict[str, Any]:
    """Dates, years and offices as the reader's language writes them."""
    return {name: _written(name, value) for name, value in params.items()}


def _written(name: str, value: Any) -> Any:
    if isinstance(value, date):
        return day(value, "plain")
    if name == "year":
        return fiscal_label(value, language())
    return called(value) if hasattr(value, "called") else value


def now() -> dict[str, Any]:
    return {"by": current, "at": clock.now()}


def trail(row) -> list[tuple[str, str]]:
    """The way back to a meeting."""
    return [
        (_("Meetings of the committee"), url_for("meetings.index")),
        (meeting_words(row), url_for("meetings.show", id=row.id)),
    ]


VOCABULARY = {
    "MeetingState": State,
    "address_of": address_of,
    "papers_for": papers_for,
    "meeting_words": meeting_words,
    "formula": formula,
}
