"""What can be compared with last year: the same question, asked of the same department."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from secaudit.catalogue.carrying import Renamed
from secaudit.reports.inputs import ControlFact, SheetFact, Year

Renaming = Mapping[str, Renamed]  # ids of earlier years → the one that carries each on


@dataclass(frozen=True)
class Pairs:
    """Controls with the same id and revision; sheets that count in both years."""

    controls: frozenset[str] = frozenset()
    now: frozenset[int] = frozenset()  # this year's sheets
    before: frozenset[int] = frozenset()  # last year's


def pairs(
    controls: Sequence[ControlFact],
    last_controls: Sequence[ControlFact],
    sheets: Iterable[SheetFact],
    last_sheets: Iterable[SheetFact],
) -> Pairs:
    """Departments that merged are compared with all that they came from."""
    counted = {sheet.id for sheet in last_sheets if sheet.counted}
    both = [s for s in sheets if s.counted and any(each in counted for each in s.before)]
    before = {each for sheet in both for each in sheet.before if each in counted}
    same = same_meaning(controls, last_controls)
    return Pairs(
        controls=same,
        now=frozenset(sheet.id for sheet in both),
        before=frozenset(before),
    )


def same_meaning(now: Iterable[ControlFact], before: Iterable[ControlFact]) -> frozenset[str]:
    revisions = {control.id: control.revision for control in before}
    return frozenset(each.id for each in now if revisions.get(each.id) == each.revision)


def by_ids_of_now(year: Year, newest: Iterable[ControlFact], renaming: Renaming) -> Year:
    """An earlier year under the ids of the newest one, where the meaning was kept all the way."""
    if not renaming:
        return year
    now = {each.id: each for each in newest}

    def called(fact: ControlFact) -> ControlFact:
        to = renaming.get(fact.id)
        if to is None or to.id not in now:
            return fact
        chapter = now[to.id].chapter
        return replace(fact, id=to.id, chapter=chapter, revision=fact.revision + to.shift)

    ids = {fact.id: called(fact).id for fact in year.controls}
    lists = {id(s.controls): s.controls for s in year.sheets}  # stay shared by departments alike
    renamed = {key: tuple(ids.get(c, c) for c in controls) for key, controls in lists.items()}
    sheets = tuple(s._replace(controls=renamed[id(s.controls)]) for s in year.sheets)
    return replace(year, controls=tuple(map(called, year.controls)), sheets=sheets)
