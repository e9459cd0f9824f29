"""Named queries: the activities a person may see, who took part, when each was last done."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from secaudit.access.guard import Actor
from secaudit.activities.kinds import State, Took
from secaudit.activities.models import Activity, ActivityResult, Attendance
from secaudit.activities.rules import Seen, Taken
from secaudit.database import db, locking
from secaudit.errors import Missing
from secaudit.organisation.reading import last_names, lineages, tree


@dataclass(frozen=True)
class Sight:
    """Whose activities and whose attendance somebody sees; None: everybody's."""

    units: frozenset[int] | None = frozenset()  # whose activities
    counts: frozenset[int] | None = frozenset()  # whose attendance as numbers
    names: frozenset[int] | None = frozenset()  # whose attendance by name

    def sees(self, activity: Activity) -> bool:
        return self.units is None or not activity.units or bool(self.units & set(activity.units))


def sight_of(actor: Actor, on: date) -> Sight:
    deeds = ("read activities", "read attendance", "name attendance")
    heads = [actor.units(deed) for deed in deeds]
    below = _reach(set().union(*(each or set() for each in heads)), on)
    return Sight(
        *(None if each is None else frozenset().union(*(below[u] for u in each)) for each in heads)
    )


def _reach(heads: set[int], on: date) -> dict[int, frozenset[int]]:
    """By head: the offices below it, and those whose history they carry on."""
    if not heads:
        return {}
    offices = tree(on)
    below = {head: offices.below({head}) for head in heads}
    before = lineages(set().union(*below.values()))
    return {h: frozenset().union(*(before[u] for u in some)) for h, some in below.items()}


def activity(id: int, sight: Sight, lock: bool = False) -> Activity:
    """One, where it concerns this person; otherwise as if there were none."""
    query = Activity.select().where(Activity.id == id)
    row = (locking(query) if lock else query).first()
    if row is None or not sight.sees(row):
        raise Missing()
    return row


def of_year(year: int, sight: Sight) -> list[Activity]:
    rows = Activity.select().where(Activity.fiscal_year == year)
    return [each for each in rows.order_by(Activity.planned_on, Activity.id) if sight.sees(each)]


def years() -> list[int]:
    """Fiscal years in which something was planned, the newest first."""
    rows: Any = Activity.select(Activity.fiscal_year).distinct().tuples()
    return sorted((year for (year,) in rows), reverse=True)


def seen() -> list[Seen]:
    """Everything that was held or is still to be held. One statement over a small table."""
    return [each.seen() for each in Activity.select().where(Activity.state != State.CANCELLED)]


def results(activity: Activity) -> list[ActivityResult]:
    """The one that holds last."""
    rows = ActivityResult.select().where(ActivityResult.activity == activity.id)
    return list(rows.order_by(ActivityResult.number))


def newest_results(ids: Iterable[int]) -> dict[int, ActivityResult]:
    rows = ActivityResult.select().where(ActivityResult.activity.in_(list(ids) or [0]))
    return {row.activity_id: row for row in rows.order_by(ActivityResult.number)}


def taken_by_unit(
    ids: Iterable[int], units: Collection[int] | None = None
) -> dict[int, dict[int, Taken]]:
    """Activity → office → how many; only of some offices where `units` says so."""
    wanted = Attendance.activity.in_(list(ids) or [0]) & ~Attendance.dropped
    if units is not None:
        wanted &= Attendance.unit.in_(list(units) or [0])
    query = (
        Attendance.select(
            Attendance.activity, Attendance.unit, Attendance.state, fn.COUNT(Attendance.id)
        )
        .where(wanted)
        .group_by(Attendance.activity, Attendance.unit, Attendance.state)
    )
    found: dict[int, dict[int, Taken]] = {}
    for activity_id, unit, state, number in db.execute(query).fetchall():
        of = found.setdefault(activity_id, {})
        more = Taken(
            number, number * (state == Took.ATTENDED.value), number * (state == Took.EXCUSED.value)
        )
        of[unit] = of.get(unit, Taken()) + more
    return found


def people_of(activity: int, units: Collection[int]) -> list[Attendance]:
    """Those of some offices who were to take part; who has not yet comes first."""
    rows = Attendance.select().where(
        (Attendance.activity == activity) & Attendance.unit.in_(list(units)) & ~Attendance.dropped
    )
    order = [Took.ABSENT, Took.EXCUSED, Took.ATTENDED]
    return sorted(rows, key=lambda row: (order.index(row.state), row.number))


def listed(activity: int) -> dict[str, Attendance]:
    """Everybody who ever stood in a file, by employee number."""
    rows = Attendance.select().where(Attendance.activity == activity)
    return {row.number: row for row in rows.order_by(Attendance.number)}


def in_order(units: Iterable[int], on: date) -> dict[int, Any]:
    """Offices by number in official order; those that are gone by their last name, at the end."""
    wanted = set(units)
    found: dict[int, Any] = {office.id: office for office in tree(on) if office.id in wanted}
    if gone := wanted - set(found):
        found |= dict(sorted(last_names(gone).items()))
    return found
