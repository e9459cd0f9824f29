"""What the list of controls says of each: this year's rate, open findings, what is new."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from peewee import fn

from secaudit.access.guard import Actor
from secaudit.audits.models import WorkingPaper
from secaudit.catalogue.controls import Catalogue
from secaudit.catalogue.differences import Change, differences
from secaudit.controlpage.reading import newest_period, reads_of
from secaudit.controlpage.years import called_now, counted
from secaudit.findings.lifecycle import OPEN
from secaudit.findings.models import Finding
from secaudit.findings.sight import Sight
from secaudit.metrics.counts import Counts
from secaudit.selfcheck.models import Period
from secaudit.selfcheck.reading import catalogue_of, is_counted, previous_period, sheets_of


@dataclass(frozen=True)
class Declared:
    """Answers of the newest self-check, of the departments that a person may read."""

    period: Period | None = None
    by_control: dict[str, Counts] = field(default_factory=dict)
    everybody: bool = False  # whether these are all departments
    handed_in: int = 0


def declared_to(actor: Actor, now: Catalogue) -> Declared:
    """By the ids that the controls have now."""
    period = newest_period()
    if period is None:
        return Declared()
    sheets, may_read = sheets_of(period), reads_of(actor)
    seen = [sheet for sheet in sheets if may_read(sheet)]
    everybody, given = len(seen) == len(sheets), [s.id for s in seen if is_counted(s)]
    found, called = counted([period.id], sheets=None if everybody else given), called_now(now)
    by_control = {called.get(control, control): each for (_, control), each in found.items()}
    return Declared(period, by_control, everybody, len(given))


def changed_since(now: Catalogue, year: int) -> tuple[frozenset[str], Period | None]:
    """Controls that are not as they were asked in the last self-check of an earlier year."""
    last = newest_period()
    while last is not None and last.fiscal_year >= year:
        last = previous_period(last)
    if last is None or last.edition is None:
        return frozenset(), None
    found = differences(catalogue_of(last), now)
    changed = [each for each in found if each.change is not Change.UNCHANGED]
    return frozenset(control.id for each in changed for control in each.after), last


def open_findings(sight: Sight, now: Catalogue) -> dict[str, int]:
    """How many, by control, of which at least the status may be seen."""
    rows: Any = (
        Finding.select(Finding.control, fn.COUNT(Finding.id))
        .join(WorkingPaper)
        .where(sight.any_condition() & Finding.state.in_(list(OPEN)))
        .group_by(Finding.control)
        .tuples()
    )
    called, found = called_now(now), Counter[str]()
    for control, number in rows:
        found[called.get(control, control)] += number
    return dict(found)
