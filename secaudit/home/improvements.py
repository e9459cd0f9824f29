"""What improvements ask of somebody: to promise, to report, to look, to check."""

from collections.abc import Iterator
from datetime import date, timedelta

from secaudit.access.guard import Actor
from secaudit.errors import N_
from secaudit.home.places import places
from secaudit.home.tasks import Task
from secaudit.improvements import reach, reading
from secaudit.improvements.kinds import State
from secaudit.improvements.models import Improvement
from secaudit.selfcheck import reading as sheets
from secaudit.selfcheck.models import Period, Sheet

SOON = timedelta(days=30)  # so long before its date a promise is on Home


def tasks(actor: Actor, on: date) -> Iterator[Task]:
    """One statement for whoever has nothing to do with it."""
    if actor.may("promise improvements"):
        yield from _of_departments(actor, on)
    if actor.may("check improvements"):
        yield from _of_all(actor, on)


def _of_departments(actor: Actor, on: date) -> Iterator[Task]:
    units = places(on).below(actor.units("promise improvements") or set())
    found = reading.all_gaps(actor, own=units)
    yield from _to_promise([gap for gap in found if gap.improvement is None])
    rows = [gap.improvement for gap in found if gap.improvement]
    due = [r for r in rows if r.state == State.PROMISED and r.due_on <= on + SOON]
    if due:
        yield Task(
            words=N_("Report what was promised: %(count)s improvements are due"),
            button=N_("See which"),
            address=("improvements.index", {"view": "promised"}),
            params={"count": len(due)},
            due=min(row.due_on for row in due),
        )
    seen = [
        row
        for row in rows
        if row.state == State.REPORTED and reach.may(actor, "see improvements", row.sheet, on)
    ]
    if seen:
        yield _count(N_("Look at what was reported as done: %(count)s"), "reported", len(seen))


def _to_promise(gaps: list[reading.Gap]) -> Iterator[Task]:
    """One line a sheet: all of its gaps stand on one page."""
    by_sheet: dict[int, list[reading.Gap]] = {}
    for gap in gaps:
        by_sheet.setdefault(gap.sheet.id, []).append(gap)
    for some in by_sheet.values():
        yield Task(
            words=N_("Say how %(count)s gaps of %(unit)s are mended"),
            button=N_("Promise"),
            address=("improvements.of_sheet", {"id": some[0].sheet.id}),
            params={"count": len(some), "unit": some[0].sheet},
        )


def _of_all(actor: Actor, on: date) -> Iterator[Task]:
    rows = Improvement.select(Improvement, Sheet, Period).join(Sheet).join(Period)
    seen = [
        row
        for row in rows.where(Improvement.state == State.SEEN)
        if not reach.belongs(actor, row.sheet, on) and sheets.reads(actor, row.sheet)
    ]
    if seen:
        yield _count(N_("Check what was done: %(count)s improvements"), "seen", len(seen))
    late = (Improvement.state == State.PROMISED) & (Improvement.due_on < on)
    if number := Improvement.select().where(late).count():
        yield _count(N_("%(count)s improvements are overdue"), "late", number, informs=True)


def _count(words: str, view: str, number: int, informs: bool = False) -> Task:
    return Task(
        words=words,
        button=N_("See which"),
        address=("improvements.index", {"view": view}),
        params={"count": number},
        informs=informs,
    )
