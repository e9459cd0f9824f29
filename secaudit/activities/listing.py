"""The list of a fiscal year: which activities, and the same as a table to take along."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _

from secaudit.access.guard import Actor
from secaudit.activities import reading
from secaudit.activities.kinds import Kind, State
from secaudit.activities.models import Activity, ActivityResult
from secaudit.activities.reading import Sight
from secaudit.activities.rules import Taken
from secaudit.calendar.fiscal import fiscal_label, fiscal_year
from secaudit.errors import N_
from secaudit.web.language import day, language
from secaudit.web.rates import rate
from secaudit.web.spreadsheets import Table

# The views of the list: key, words, and which activities they show.
VIEWS: dict[str, tuple[str, Callable[[Activity, date], bool]]] = {
    "all": (N_("All"), lambda each, on: True),
    "planned": (N_("To be held"), lambda each, on: each.state == State.PLANNED),
    "late": (N_("Planned day has passed"), lambda each, on: each.is_late(on)),
    "held": (N_("Held"), lambda each, on: each.state == State.HELD),
    "cancelled": (N_("Cancelled"), lambda each, on: each.state == State.CANCELLED),
}
FORMULA = N_("took part ÷ (to take part − excused)")


@dataclass(frozen=True)
class Chosen:
    """What the reader asked for; `own`: the attendance of their own departments."""

    year: int
    view: str
    kind: Kind | None
    rows: list[Activity]
    counts: dict[str, int]
    years: list[int]
    sight: Sight
    own: dict[int, Taken] = field(default_factory=dict)


def chosen(asked: Mapping[str, str], actor: Actor, on: date) -> Chosen:
    """By the address of the page: ?year=2026&view=held&kind=restore+test."""
    sight, years = reading.sight_of(actor, on), reading.years()
    known = sorted({*years, fiscal_year(on)}, reverse=True)
    year = next((y for y in known if str(y) == asked.get("year")), fiscal_year(on))
    view = asked.get("view", "") if asked.get("view") in VIEWS else "all"
    kind = next((k for k in Kind if k.value == asked.get("kind")), None)
    every = [e for e in reading.of_year(year, sight) if kind is None or e.kind == kind]
    counts = {key: sum(holds(e, on) for e in every) for key, (_w, holds) in VIEWS.items()}
    rows = [each for each in every if VIEWS[view][1](each, on)]
    return Chosen(year, view, kind, rows, counts, known, sight, _own(rows, sight))


def _own(rows: list[Activity], sight: Sight) -> dict[int, Taken]:
    """Only for whoever sees some departments and not all."""
    if not sight.counts:
        return {}
    found = reading.taken_by_unit([each.id for each in rows], sight.counts)
    return {id: sum(units.values(), Taken()) for id, units in found.items()}


def state_words(each: Activity, on: date) -> str:
    return _("Planned day has passed") if each.is_late(on) else _(each.state.label)


def year_words(year: int) -> str:
    return fiscal_label(year, language())


def as_table(found: Chosen, on: date) -> Table:
    results = reading.newest_results(each.id for each in found.rows)
    return Table(
        _("Training and drills"),
        [
            _("Fiscal year"), _("Kind"), _("Title"), _("Who takes part"), _("Who (by post)"),
            _("Planned day"), _("Last day"), _("State"), _("Held on"), _("To take part"),
            _("Took part"), _("Excused"), _("Attendance rate"), _("What came of it"),
            _("What was learnt"), _("Evidence"), _("Where it is kept"), _("Controls"),
        ],
        [_row(each, results.get(each.id), on) for each in found.rows],
        [_("As of %(as_of)s.", as_of=day(on)), _("Formula: %(formula)s.", formula=_(FORMULA))],
    )  # fmt: skip


def _row(each: Activity, result: ActivityResult | None, on: date) -> list:
    planned = [
        each.fiscal_year, _(each.kind.label), each.title, each.audience, each.owner,
        each.planned_on, each.until, state_words(each, on), each.held_on,
        each.listed, each.attended, each.excused, rate(each.taken.rate),
    ]  # fmt: skip
    came = [result.result, result.lessons, result.evidence, result.kept_at] if result else [""] * 4
    return [*planned, *came, " ".join(each.controls)]
