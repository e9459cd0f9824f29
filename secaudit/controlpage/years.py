"""How one control was answered year by year; a line only where it meant the same all the way."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from peewee import fn

from secaudit.catalogue.carrying import Renamed, renamed
from secaudit.catalogue.controls import Catalogue, Control
from secaudit.catalogue.succession import renamed_over
from secaudit.database import db
from secaudit.metrics.answers import implementation_rate
from secaudit.metrics.counts import Counts
from secaudit.metrics.rate import Rate
from secaudit.selfcheck.kinds import LETTER, Form, PeriodState
from secaudit.selfcheck.models import Answer, Period, Sheet
from secaudit.selfcheck.reading import catalogue_of, periods
from secaudit.selfcheck.states import COUNTED

NOT_OPENED = (PeriodState.DRAFT, PeriodState.APPROVED)
YEARS = 5


@dataclass(frozen=True)
class OfYear:
    """One self-check in which it was asked; `same`: it meant what it means in the newest."""

    period: Period
    id: str  # by which it was called then
    counts: Counts
    same: bool

    @property
    def rate(self) -> Rate:
        return implementation_rate(self.counts)


def years_of(id: str, now: Catalogue) -> list[OfYear]:
    """The oldest first; the last ones only."""
    asked = _asked()[-YEARS:]
    if not asked:
        return []
    renaming = _renaming(asked, now)
    end = _end(id, 0, renaming).id
    then = [(period, _in(catalogue_of(period), end, renaming)) for period in asked]
    found = [(period, control) for period, control in then if control]
    given = counted([p.id for p, _ in found], [c.id for _, c in found])
    newest = _end(found[-1][1].id, found[-1][1].revision, renaming).shift if found else 0
    return [
        OfYear(
            period,
            control.id,
            given.get((period.id, control.id), Counts()),
            _end(control.id, control.revision, renaming).shift == newest,
        )
        for period, control in found
    ]


def _asked() -> list[Period]:
    """Self-checks that departments were asked in, the oldest first."""
    return [each for each in reversed(periods()) if each.state not in NOT_OPENED and each.edition]


def called_now(now: Catalogue) -> dict[str, str]:
    """Ids of earlier self-checks → the one that carries each on with the same meaning."""
    asked = _asked()
    return {old: to.id for old, to in _renaming(asked, now).items()} if asked else {}


def ids_of(id: str, now: Catalogue) -> set[str]:
    """All ids that this control ever had."""
    called = called_now(now)
    end = called.get(id, id)
    return {id, end, *(old for old, to in called.items() if to == end)}


def _renaming(asked: list[Period], now: Catalogue) -> dict[str, Renamed]:
    """Over the editions that were asked, and on to the one in force."""
    found = dict(renamed_over([each.edition for each in asked if each.edition]))
    last = renamed([catalogue_of(asked[-1]), now])
    for old, to in found.items():
        if to.id in last:
            found[old] = Renamed(last[to.id].id, to.shift + last[to.id].shift)
    return found | last


def _end(id: str, revision: int, renaming: dict[str, Renamed]) -> Renamed:
    """How it is called at the end of the line, and which revision that one would have there."""
    to = renaming.get(id)
    return Renamed(to.id, revision + to.shift) if to else Renamed(id, revision)


def _in(catalogue: Catalogue, end: str, renaming: dict[str, Renamed]) -> Control | None:
    ids = [end, *(old for old, to in renaming.items() if to.id == end)]
    return next((c for c in catalogue.controls if c.id in ids), None)


def counted(
    of: list[int], controls: list[str] | None = None, sheets: list[int] | None = None
) -> dict[tuple[int, str], Counts]:
    """By period and control: the answers of departments that handed in. One statement."""
    state = fn.COALESCE(Sheet.frozen_from, Sheet.state)
    query = (
        Answer.select(Answer.period, Answer.control, Answer.value, fn.COUNT(Answer.id))
        .join(Sheet)
        .where(Answer.period.in_(of or [0]) & Answer.asked & (Sheet.form == Form.DEPARTMENT))
        .where(state.in_([each.value for each in COUNTED]))
        .group_by(Answer.period, Answer.control, Answer.value)
    )
    if controls is not None:
        query = query.where(Answer.control.in_(controls or [""]))
    if sheets is not None:
        query = query.where(Answer.sheet.in_(sheets or [0]))
    letters: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    rows: Any = db.execute(query).fetchall()
    for period, control, value, number in rows:
        letters[period, control][LETTER[value]] = number
    return {key: Counts(**each) for key, each in letters.items()}
