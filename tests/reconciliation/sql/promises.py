"""What departments promised to mend by a day: after the self-check, and for findings."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from tests.reconciliation.sql.base import Figure, Scope, day, number, rows, share
from tests.reconciliation.sql.city import City
from tests.reconciliation.sql.findings import OPEN

FINDINGS = """
select id, unit_id, coalesce(first_due_on, due_on), due_on, extensions, state in ({open}),
  next_due_on, case when state in ('verified', 'closed') then coalesce(reported_at, closed_on) end,
  repeats_id is not null
from finding where issued_at is not null and due_on is not null
  and severity in ('major', 'minor') and state <> 'dropped'
"""
IMPROVEMENTS = """
select i.id, i.unit_id, p.due_on, i.due_on, i.moved, i.follows_id, i.state, i.done_on
from improvement i left join promise p on p.improvement_id = i.id and p.number = 1
"""
UNFINISHED = ("promised", "reported as done", "seen by the head")
MEETING = "select min(\"on\") from meeting where state = 'meeting planned' and \"on\" >= '{today}'"


@dataclass(frozen=True)
class Promise:
    of: str
    id: int
    unit: int
    first: date
    due: date
    moved: int
    open: bool
    expected: date | None
    done: date | None
    again: bool = False

    def late(self, today: date) -> int:
        return max((today - self.expected).days, 0) if self.open and self.expected else 0


def promises(city: City, scope: Scope) -> list[Promise]:
    found = [*of_findings(), *of_improvements()]
    found = [each for each in found if scope.get(each.of) in (None, str(each.id))]
    kinds = {"finding", "improvement"} & set(scope)
    found = [each for each in found if not kinds or each.of in kinds]
    return [each for each in found if scope.get("unit") in (None, str(each.unit))]


def of_findings() -> list[Promise]:
    return [
        Promise("finding", id, unit, day(first), day(due), moved, bool(open),
                day(expected) if open else None, day(done), bool(again))
        for id, unit, first, due, moved, open, expected, done, again in rows(FINDINGS, open=OPEN)
    ]  # fmt: skip


def of_improvements() -> list[Promise]:
    """What was carried on counts with what it was carried into, from its first day on."""
    every = {row[0]: row for row in rows(IMPROVEMENTS)}
    found = []
    for id, unit, _first, due, _moved, _follows, state, done in every.values():
        if state in ("carried on", "corrected"):
            continue
        chain = [every[id]]
        while chain[-1][5] is not None:
            chain.append(every[chain[-1][5]])
        moved = sum(row[4] for row in chain)
        moved += sum(day(new[2] or new[3]) > day(old[3]) for new, old in pairwise(chain))
        waits = state == "promised"
        found.append(
            Promise("improvement", id, unit, day(chain[-1][2] or chain[-1][3]), day(due), moved,
                    state in UNFINISHED, day(due) if waits else None, None if waits else day(done))
        )  # fmt: skip
    return found


def meeting(city: City) -> date | None:
    ((on,),) = rows(MEETING, today=city.today)
    return day(on)


def total(of) -> Figure:
    """Of a department or of all, whatever `of` says of each promise."""
    return lambda city, scope: number(sum(of(city, each) for each in promises(city, scope)))


def largest(of) -> Figure:
    return lambda city, scope: number(max(of(city, each) for each in promises(city, scope)))


def decided(city: City, each: Promise) -> bool:
    return each.done is not None or each.due < city.today


def in_time(city: City, each: Promise) -> bool:
    return each.done is not None and each.done <= each.due


def before(city: City, each: Promise) -> bool:
    until = meeting(city)
    return bool(until and each.open and each.expected and each.expected <= until)


def on_time(city: City, scope: Scope):
    found = [each for each in promises(city, scope) if decided(city, each)]
    return share(sum(in_time(city, each) for each in found), len(found))


def repeat_rate(city: City, scope: Scope):
    found = [each for each in promises(city, scope) if each.of == "finding"]
    return share(sum(each.again for each in found), len(found))


def days_moved(city: City, each: Promise) -> int:
    return (each.due - each.first).days


FIGURES: dict[str, Figure] = {
    "promises_all": total(lambda city, each: 1),
    "promises_open": total(lambda city, each: each.open),
    "promises_moved": total(lambda city, each: each.moved > 0),
    "promises_times": total(lambda city, each: each.moved),
    "promises_longest": largest(days_moved),
    "promises_late": total(lambda city, each: each.late(city.today) > 0),
    "promises_before": total(before),
    "promises_decided": total(decided),
    "promises_in-time": total(in_time),
    "promises_on_time": on_time,
    "promises_repeats": total(lambda city, each: each.again),
    "promises_repeat_rate": repeat_rate,
    "promise_moved": total(lambda city, each: each.moved),
    "promise_days_moved": total(days_moved),
    "promise_late": total(lambda city, each: each.late(city.today)),
}
