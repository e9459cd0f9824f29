"""Named queries: the tree of a day, what became of a unit, the city's settings."""

from datetime import date

from secaudit.organisation.models import Succession, Unit, UnitVersion
from secaudit.organisation.tree import Office, Tree, in_official_order


def tree(on: date) -> Tree:
    """All offices that exist on that day. One query."""
    rows = (
        UnitVersion.select(*OFFICE_COLUMNS)
        .join(Unit, on=UnitVersion.unit)
        .where(
            (UnitVersion.valid_from <= on)
            & (UnitVersion.valid_to.is_null() | (UnitVersion.valid_to > on))
        )
    )
    return Tree(on, in_official_order(_office(*row) for row in rows.tuples()))


# As plain values: hundreds of offices are read for many a page.
OFFICE_COLUMNS = (
    Unit.id, Unit.kind, UnitVersion.code, UnitVersion.name, UnitVersion.name_en, UnitVersion.kana,
    UnitVersion.short_name, UnitVersion.parent, UnitVersion.position, Unit.answers, Unit.facts,
    Unit.opened_on, UnitVersion.version,
)  # fmt: skip


def _office(id, kind, code, name, name_en, kana, short, parent, position, answers, facts, *rest):
    opened_on, version = rest
    return Office(
        id, kind, code, name, name_en, kana, short or name, parent, position, answers,
        frozenset(facts), opened_on, version,
    )  # fmt: skip


def versions(unit: int) -> list[UnitVersion]:
    """Every name, code and place of an office, oldest first."""
    found = UnitVersion.select(UnitVersion, Unit).join(Unit, on=UnitVersion.unit)
    rows = found.where(UnitVersion.unit == unit).order_by(UnitVersion.valid_from, UnitVersion.id)
    return [row for row in rows if row.valid_to is None or row.valid_to > row.valid_from]


def successions(unit: int) -> list[Succession]:
    """What an office came from, and what it became."""
    either = (Succession.predecessor == unit) | (Succession.successor == unit)
    return list(Succession.select().where(either).order_by(Succession.on, Succession.id))


def last_names(units: set[int]) -> dict[int, UnitVersion]:
    """How offices were last called, also those that are gone."""
    rows = UnitVersion.select().where(UnitVersion.unit.in_(units)).order_by(UnitVersion.valid_from)
    return {row.unit_id: row for row in rows if row.valid_to != row.valid_from}


def all_links() -> list[tuple[int, int | None]]:
    """Every succession as the numbers of what was and what became of it."""
    return list(Succession.select(Succession.predecessor, Succession.successor).tuples())  # type: ignore[arg-type]


def predecessors(unit: int) -> set[int]:
    """The unit and every unit whose history it carries on."""
    links = all_links()
    found: set[int] = {unit}
    grew = True
    while grew:
        more = {before for before, after in links if after in found} - found
        found |= more
        grew = bool(more)
    return found


def successors(unit: int) -> set[int]:
    """The unit and every unit that carries on its history."""
    links = all_links()
    found: set[int] = {unit}
    grew = True
    while grew:
        more = {after for before, after in links if before in found and after} - found
        found |= more
        grew = bool(more)
    return found


def lineages(units: set[int]) -> dict[int, set[int]]:
    """For each unit itself and every unit whose history it carries on. One query for all."""
    links = all_links()
    came_from: dict[int, set[int]] = {}
    for before, after in links:
        if after:
            came_from.setdefault(after, set()).add(before)
    return {unit: _with_all_before(unit, came_from) for unit in units}


def _with_all_before(unit: int, came_from: dict[int, set[int]]) -> set[int]:
    found, waiting = {unit}, [unit]
    while waiting:
        for before in came_from.get(waiting.pop(), set()) - found:
            found.add(before)
            waiting.append(before)
    return found
