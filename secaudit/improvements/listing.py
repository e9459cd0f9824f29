"""The list of all improvements: which of them, how they are called, as a table to take along."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from secaudit.access.guard import Actor
from secaudit.calendar import clock
from secaudit.calendar.workdays import days_left
from secaudit.errors import N_
from secaudit.improvements import comparing, reading
from secaudit.improvements.kinds import ELSEWHERE, OPEN, State
from secaudit.improvements.models import Improvement
from secaudit.improvements.reading import Gap
from secaudit.organisation.settings import closed_days
from secaudit.selfcheck import reading as sheets
from secaudit.selfcheck.kinds import Value
from secaudit.selfcheck.models import Period
from secaudit.web.language import called, day, in_my_language
from secaudit.web.spreadsheets import Table

Text = dict[str, str] | str


def _state(gap: Gap) -> State | None:
    return gap.improvement.state if gap.improvement else None


# The saved views of the list: key, words, and which gaps they show.
VIEWS: dict[str, tuple[str, Callable[[Gap, date], bool]]] = {
    "open": (N_("Not finished"), lambda gap, on: gap.improvement is None or _state(gap) in OPEN),
    "late": (N_("Overdue"), lambda gap, on: gap.is_late(on)),
    "none": (N_("Nothing promised yet"), lambda gap, on: gap.improvement is None),
    "promised": (N_("Promised"), lambda gap, on: _state(gap) == State.PROMISED),
    "reported": (N_("Reported as done"), lambda gap, on: _state(gap) == State.REPORTED),
    "seen": (N_("Waiting for the secretariat"), lambda gap, on: _state(gap) == State.SEEN),
    "checked": (N_("Checked"), lambda gap, on: _state(gap) == State.CHECKED),
    "ended": (N_("Carried on, or corrected"), lambda gap, on: _state(gap) in ELSEWHERE),
    "all": (N_("All"), lambda gap, on: True),
}


@dataclass(frozen=True)
class Chosen:
    """What the reader asked for, and what there is of each kind."""

    view: str
    period: Period | None
    gaps: list[Gap]
    counts: dict[str, int]
    periods: list[Period]


def chosen_gaps(asked: Mapping[str, str], actor: Actor) -> Chosen:
    """By the address of the page: ?view=late&period=3."""
    view = asked.get("view", "") if asked.get("view") in VIEWS else "open"
    periods = [period for period in sheets.periods() if period.opened_at]
    period = next((p for p in periods if str(p.id) == asked.get("period")), None)
    every, on = reading.all_gaps(actor, period), clock.today()
    counts = {key: sum(holds(gap, on) for gap in every) for key, (_w, holds) in VIEWS.items()}
    holds = VIEWS[view][1]
    return Chosen(view, period, [gap for gap in every if holds(gap, on)], counts, periods)


def texts(gaps: Iterable[Gap]) -> dict[tuple[int, str], Text]:
    """The controls' titles, as each period's edition has them, by sheet and control."""
    return {(g.sheet.id, g.control): _title(g.sheet.period, g.control) for g in gaps}


def title_of(row: Improvement) -> Text:
    return _title(row.sheet.period, row.control)


def _title(period: Period, control: str) -> Text:
    return sheets.catalogue_of(period).control(control).title


def state_words(gap: Gap) -> str:
    return _(gap.improvement.state.label) if gap.improvement else _("Nothing promised yet")


def working_days_late(gap: Gap, on: date) -> int:
    if gap.improvement is None or not gap.is_late(on):
        return 0
    return -days_left(gap.improvement.due_on, on, closed_days()).working


def as_table(chosen: Chosen) -> Table:
    """One gap a row, in official order."""
    later = comparing.answered_later(chosen.gaps)
    named, on = texts(chosen.gaps), clock.today()
    return Table(
        _("Improvements"),
        [
            _("Fiscal year"), _("Code"), _("Department"), _("Control"), _("Title"), _("Answer"),
            _("Reason"), _("What will be done"), _("Who"), _("Promised for"), _("Date moved"),
            _("Interim measure"), _("State"), _("Working days overdue"), _("Done on"),
            _("What was done"), _("Evidence"), _("Answered the year after"),
        ],
        [_row(gap, in_my_language(named[gap.sheet.id, gap.control]), later, on) for gap in chosen.gaps],
        [_("As of %(as_of)s.", as_of=day(on))],
    )  # fmt: skip


def _row(gap: Gap, title: str, later: dict[int, Value], on: date) -> list:
    row, sheet = gap.improvement, gap.sheet
    found = [
        sheet.period.fiscal_year, sheet.code, called(sheet), gap.control, title,
        gap.answer.value.symbol, gap.answer.reason,
    ]  # fmt: skip
    if row is None:
        return [*found, "", "", None, None, "", state_words(gap), None, None, "", "", ""]
    after = later.get(row.id)
    return [
        *found, gap.what, row.owner, row.due_on, row.moved, row.interim, state_words(gap),
        working_days_late(gap, on) or None, row.done_on, row.report, row.evidence,
        after.symbol if after else "",
    ]  # fmt: skip
