"""Which promises, of whom, in which order; as a table to take along."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from secaudit.access.guard import Actor
from secaudit.errors import N_
from secaudit.meetings.promises.kinds import (
    Figures,
    Of,
    Promised,
    figures,
    is_due_by,
    was_decided,
    was_on_time,
)
from secaudit.meetings.promises.reading import promises
from secaudit.meetings.reading import Gathering, next_meeting
from secaudit.organisation.reading import last_names
from secaudit.web.language import called, day, language
from secaudit.web.spreadsheets import Table

Chooses = Callable[[Promised, date, date | None], bool]
# What stands behind each figure: key, words, which promises it counts.
VIEWS: dict[str, tuple[str, Chooses]] = {
    "moved": (N_("Dates that slipped"), lambda p, on, meeting: p.moved > 0),
    "late": (N_("Overdue"), lambda p, on, meeting: p.is_late(on)),
    "before": (
        N_("Due before the next meeting"),
        lambda p, on, meeting: is_due_by(p, meeting),
    ),
    "repeats": (N_("Found again"), lambda p, on, meeting: p.repeats),
    "decided": (N_("Counted in the rate on time"), lambda p, on, meeting: was_decided(p, on)),
    "in-time": (N_("Done on time"), lambda p, on, meeting: was_on_time(p, on)),
    "open": (N_("Not finished"), lambda p, on, meeting: p.open),
    "all": (N_("All"), lambda p, on, meeting: True),
}
WORST = {"late": lambda f: -f.late, "moved": lambda f: -f.times}


@dataclass(frozen=True)
class Department:
    unit: int
    name: str
    figures: Figures


@dataclass(frozen=True)
class Found:
    """What this person may see; `departments` in official order unless worst first is asked for."""

    on: date
    meeting: Gathering | None
    every: list[Promised]
    departments: list[Department]
    city: Figures
    sort: str = ""


def found(actor: Actor, on: date, sort: str = "") -> Found:
    every, meeting = promises(actor, on, language()), next_meeting(on)
    until = meeting.on if meeting else None
    by_unit: dict[int, list[Promised]] = {}
    for each in every:
        by_unit.setdefault(each.unit, []).append(each)
    names = last_names(set(by_unit)) if by_unit else {}
    departments = [
        Department(unit, called(names[unit]), figures(some, on, until))
        for unit, some in by_unit.items()
    ]
    sort = sort if sort in WORST and actor.may("rank departments") else ""
    if sort:
        departments.sort(key=lambda each: WORST[sort](each.figures))
    return Found(on, meeting, every, departments, figures(every, on, until), sort)


@dataclass(frozen=True)
class Chosen:
    """Some of them, as the address asks: ?view=moved&unit=12."""

    found: Found
    view: str
    unit: int | None
    rows: list[Promised]
    names: dict[int, str]
    counts: dict[str, int]


def chosen(asked: Mapping[str, str], actor: Actor, on: date) -> Chosen:
    all_of_them = found(actor, on)
    view = asked.get("view", "") if asked.get("view") in VIEWS else "moved"
    names = {each.unit: each.name for each in all_of_them.departments}
    unit = next((id for id in names if str(id) == asked.get("unit")), None)
    some = [each for each in all_of_them.every if unit in (None, each.unit)]
    until = all_of_them.meeting.on if all_of_them.meeting else None
    counts = {key: sum(shows(p, on, until) for p in some) for key, (_w, shows) in VIEWS.items()}
    rows = [each for each in some if VIEWS[view][1](each, on, until)]
    return Chosen(all_of_them, view, unit, rows, names, counts)


def as_table(some: Chosen) -> Table:
    return Table(
        _("Promises"),
        [
            _("Department"), _("Kind"), _("Number"), _("Title"), _("First due date"),
            _("Due"), _("Date moved"), _("Days moved"), _("Done on"), _("Days overdue"),
            _("Found again"),
        ],
        [_cells(each, some) for each in some.rows],
        [_("As of %(as_of)s.", as_of=day(some.found.on)), _(VIEWS[some.view][0])],
    )  # fmt: skip


def _cells(each: Promised, some: Chosen) -> list:
    return [
        some.names[each.unit], _(each.of.label), each.number, each.title, each.first_due,
        each.due, each.moved or None, each.days_moved or None, each.done_on,
        each.days_late(some.found.on) or None, _("Found again") if each.repeats else "",
    ]  # fmt: skip


PAGES = {Of.IMPROVEMENT: "improvements.show", Of.FINDING: "findings.show"}
