"""What can be compared with last year: the same question, asked of the same department."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from secaudit.reports.inputs import ControlFact, SheetFact


@dataclass(frozen=True)
class Pairs:
    """Controls with the same id and revision; sheets that count in both years."""

    controls: frozenset[str] = frozenset()
    now: frozenset[int] = frozenset()  # this year's sheets
    before: frozenset[int] = frozenset()  # last year's
    changed: frozenset[str] = frozenset()  # controls of either year that the other lacks


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
        changed=frozenset(each.id for each in (*controls, *last_controls)) - same,
    )


def same_meaning(now: Iterable[ControlFact], before: Iterable[ControlFact]) -> frozenset[str]:
    revisions = {control.id: control.revision for control in before}
    return frozenset(each.id for each in now if revisions.get(each.id) == each.revision)
