"""Named queries: what evidence there is, and what its files come to."""

from collections.abc import Callable, Collection, Iterable, Mapping

from peewee import JOIN, fn

from secaudit.database import Record
from secaudit.evidence.models import Evidence
from secaudit.people.models import Person


def of(abouts: Collection[str], controls: Collection[str] | None = None) -> list[Evidence]:
    """What is attached now to any of these, the oldest first. One statement."""
    if not abouts or controls is not None and not controls:
        return []
    query = Evidence.select().where(Evidence.about.in_(list(abouts)) & ~Evidence.removed)
    if controls is not None:
        query = query.where(Evidence.control.in_(list(controls)))
    return list(query.order_by(Evidence.id))


def history(about: str, control: str) -> list[Evidence]:
    """Everything that was ever attached to one question, with who did it; the newest first."""
    query = (
        Evidence.select(Evidence, Person.id, Person.name, Person.name_en)
        .join(Person, JOIN.LEFT_OUTER)
        .where((Evidence.about == about) & (Evidence.control == control))
    )
    return list(query.order_by(Evidence.id.desc()))


def by_control(rows: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = {}
    for row in rows:
        found.setdefault(row.control, []).append(row)
    return found


def used_in_year(unit: int, year: int, but: str = "") -> int:
    """Bytes of the department's files of a fiscal year, each content counted once."""
    files = (
        Evidence.select(Evidence.file_hash, fn.MAX(Evidence.file_size).alias("size"))
        .where((Evidence.unit == unit) & (Evidence.fiscal_year == year))
        .where((Evidence.file_hash != "") & (Evidence.file_hash != but))
        .group_by(Evidence.file_hash)
    )
    return sum(row.size for row in files)


# Capabilities above this one that keep files in the store as well: content → the row that names it.
named_elsewhere: list[Callable[[], Mapping[str, Record]]] = []


def named_files() -> dict[str, Record]:
    """Every content that a row names, with the first row that does; removed ones too."""
    rows = Evidence.select().where(Evidence.file_hash != "").order_by(Evidence.id.desc())
    found: dict[str, Record] = {}
    for others in named_elsewhere:
        found |= others()
    return found | {row.file_hash: row for row in rows}
