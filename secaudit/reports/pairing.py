"""What can be compared with last year: the same question, asked of the same department."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from secaudit.catalogue.carrying import Renamed
from secaudit.reports.counting import Tally
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
        return fact._replace(id=to.id, chapter=chapter, revision=fact.revision + to.shift)

    return with_controls(year, tuple(map(called, year.controls)))


def with_controls(year: Year, controls: Sequence[ControlFact]) -> Year:
    """Its sheets' answers stand in the order of these."""
    columns = [(each.id, each.chapter) for each in controls]
    return replace(year, controls=tuple(controls), tally=Tally(year.tally.lines, columns))


def sharing(year: Year, sheets: Collection[int], same: Collection[str]) -> Year:
    """With what other years have too counted apart: these of its sheets, the controls that are the
    same."""
    tally = year.tally
    common = {id: line for id, line in tally.lines.items() if id in sheets}
    if len(common) == len(tally.lines) and tally.asked <= set(same):
        return replace(year, shared=tally)
    return replace(year, shared=Tally(common, tally.columns, same))
