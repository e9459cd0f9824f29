"""Named queries: exceptions within somebody's reach, those beside a control, those that wait."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from secaudit.access.guard import Actor
from secaudit.database import locking
from secaudit.errors import Missing
from secaudit.exceptions.kinds import HOLDS, REMIND_DAYS, SETTLED, Standing, State
from secaudit.exceptions.models import Deviation
from secaudit.organisation.models import Succession
from secaudit.organisation.reading import successors, tree
from secaudit.organisation.tree import Tree

# What is told first of several exceptions from one control.
FIRST = [*HOLDS, Standing.WAITING, Standing.LATER, Standing.EXPIRED]


def deviation(id: int, by: Actor, on: date, lock: bool = False) -> Deviation:
    """One, where this person reads the department's; otherwise as if there were none."""
    query = Deviation.select().where(Deviation.id == id)
    row = (locking(query) if lock else query).first()
    if row is None or not reads(by, row.unit_id, tree(on)):
        raise Missing()
    return row


def paths(unit: int, offices: Tree) -> list[list[int]]:
    """The unit and all above it; where it is gone, of what became of it."""
    alive = [unit] if offices.get(unit) else [u for u in successors(unit) if offices.get(u)]
    return [offices.above(each) for each in alive] or [[unit]]


def reads(actor: Actor, unit: int, offices: Tree, deed: str = "read exceptions") -> bool:
    reach = actor.units(deed)
    if reach is None:
        return True
    return any(reach & set(path) for path in paths(unit, offices))


def visible(actor: Actor, on: date) -> list[Deviation]:
    """All that this person may read, in official order, the one that expires first first."""
    offices = tree(on)
    order = {office.id: at for at, office in enumerate(offices)}
    rows = list(Deviation.select())
    units = {row.unit_id for row in rows}
    seen = {unit for unit in units if reads(actor, unit, offices)}

    def place(row: Deviation):
        return order.get(row.unit_id, len(order)), row.expires_on, row.id

    return sorted((row for row in rows if row.unit_id in seen), key=place)


def of_unit(unit: int) -> list[Deviation]:
    """A department's and those of the departments it came from. One statement.

    Two steps back: an exception lasts a year at most and offices change on the first of April.
    """
    before = Succession.select(Succession.predecessor)
    once = before.where(Succession.successor == unit)
    twice = before.where(Succession.successor.in_(once))
    mine = (Deviation.unit == unit) | Deviation.unit.in_(once) | Deviation.unit.in_(twice)
    return list(Deviation.select().where(mine).order_by(Deviation.id))


def by_control(rows: Iterable[Deviation], on: date) -> dict[str, Deviation]:
    """What stands beside each control on that day: what holds, what waits, what has run out."""
    found: dict[str, Deviation] = {}
    for row in rows:
        other = found.get(row.control)
        if row.standing(on) in FIRST and (other is None or _rank(row, on) <= _rank(other, on)):
            found[row.control] = row
    return found


def _rank(row: Deviation, on: date) -> int:
    return FIRST.index(row.standing(on))


def about(control: str, actor: Actor, on: date) -> list[Deviation]:
    """Of all departments that this person reads, those from one control that are not settled."""
    rows = Deviation.select().where(Deviation.control == control)
    alive = [row for row in rows.order_by(Deviation.id) if row.standing(on) not in SETTLED]
    offices = tree(on) if alive else None
    return [row for row in alive if offices and reads(actor, row.unit_id, offices)]


def waiting() -> list[Deviation]:
    rows = Deviation.select().where(Deviation.state == State.REQUESTED)
    return list(rows.order_by(Deviation.requested_at, Deviation.id))


def calling(on: date, units: Collection[int] | None = None) -> list[Deviation]:
    """Those about which somebody has to do something: they wait, or expire soon or have, and were
    not asked for anew. One statement."""
    soon = Deviation.expires_on <= on + timedelta(days=REMIND_DAYS)
    waits = Deviation.state == State.REQUESTED
    rows = Deviation.select().where(waits | ((Deviation.state == State.APPROVED) & soon))
    if units is not None:
        rows = rows.where(Deviation.unit.in_(list(units)))
    later = Deviation.alias()
    alive = later.state.in_([State.REQUESTED, State.APPROVED])
    renewed = later.select(later.follows).where(later.follows.is_null(False) & alive)
    return list(rows.where(Deviation.id.not_in(renewed)).order_by(Deviation.expires_on))


def renewals(row: Deviation) -> list[Deviation]:
    """What was asked for anew, oldest first."""
    return list(Deviation.select().where(Deviation.follows == row).order_by(Deviation.id))
