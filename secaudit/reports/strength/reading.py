"""Every declared ○ of a period with what stands behind it. Six statements, and the sheets."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from secaudit.activities.models import Activity
from secaudit.audits.lifecycle import ISSUED
from secaudit.audits.models import Engagement, WorkingPaper
from secaudit.calendar.moments import to_tokyo
from secaudit.database import db
from secaudit.evidence.models import Evidence
from secaudit.fieldwork.judging import COMPARED, Judgement
from secaudit.fieldwork.models import PaperItem
from secaudit.organisation.reading import lineages
from secaudit.reports.inputs import SheetFact
from secaudit.reports.strength.carried import Carried, carried
from secaudit.reports.strength.rules import Claim, Support, claim
from secaudit.selfcheck.kinds import Value
from secaudit.selfcheck.models import Answer, Period

Cell = tuple[int, str]  # unit and control


class Judged(NamedTuple):
    unit: int
    control: str  # as that edition calls it
    edition: int
    on: date
    judgement: Judgement


@dataclass(frozen=True)
class Grounds:
    """Everything that can stand behind an answer, read once for all of them."""

    recorded: Mapping[Cell, date]
    held: Mapping[str, list[tuple[date, frozenset[int]]]]
    judged: Mapping[Cell, tuple[date, Judgement]]
    history: Mapping[int, set[int]]  # a department and those it came from

    def support(self, unit: int, control: str, declared: date) -> Support:
        day, judgement = self.judged.get((unit, control), (None, None))
        conforms = judgement == Judgement.CONFORMING
        return Support(
            declared=declared,
            recorded=self.recorded.get((unit, control)),
            exercised=self.exercised(unit, control),
            audited=day if conforms else None,
            contradicted=judgement is not None and not conforms,
        )

    def exercised(self, unit: int, control: str) -> date | None:
        mine = self.history[unit]
        held = self.held.get(control, ())
        return max((day for day, units in held if not units or units & mine), default=None)


def claims(
    of: Period, sheets: Iterable[SheetFact], on: date, controls: Collection[str] = ()
) -> list[Claim]:
    """`controls`: only these; otherwise all. Only of sheets that count, in the sheets' order."""
    counted = {each.id: each for each in sheets if each.counted}
    if not counted:
        return []
    unit = {id: each.unit for id, each in counted.items()}
    history = lineages(set(unit.values()))
    kept = carried(of.edition_id)
    grounds = Grounds(_recorded(unit, on), _held(kept), _judged(kept, history), history)
    return [
        claim(unit[id], control, grounds.support(unit[id], control, counted[id].submitted_on or on))
        for id, control in _implemented(unit, controls)
    ]


def _implemented(sheets: dict[int, int], controls: Collection[str]) -> list[tuple[int, str]]:
    """Sheet and control of every declared ○."""
    rows = Answer.select(Answer.sheet, Answer.control).where(
        Answer.sheet.in_(list(sheets)) & (Answer.value == Value.IMPLEMENTED) & Answer.asked
    )
    if controls:
        rows = rows.where(Answer.control.in_(list(controls)))
    place = {sheet: number for number, sheet in enumerate(sheets)}
    return sorted(db.execute(rows).fetchall(), key=lambda row: (place[row[0]], row[1]))


def _recorded(sheets: dict[int, int], on: date) -> dict[Cell, date]:
    """The newest evidence beside an answer that still shows what it shows."""
    alive = Evidence.expires_on.is_null() | (Evidence.expires_on >= on)
    of = [f"sheet:{id}" for id in sheets]
    rows: Any = (
        Evidence.select(Evidence.about, Evidence.control, Evidence.recorded_at)
        .where(Evidence.about.in_(of) & ~Evidence.removed & alive)
        .order_by(Evidence.id)
        .tuples()
    )
    return {(sheets[int(about[6:])], control): to_tokyo(at).date() for about, control, at in rows}


def _held(kept: Carried) -> dict[str, list[tuple[date, frozenset[int]]]]:
    """Control → days on which something was held for it, with the offices (none: the whole city)."""
    columns = (Activity.held_on, Activity.controls, Activity.units)
    rows: Any = Activity.select(*columns).where(Activity.held_on.is_null(False)).tuples()
    found: dict[str, list[tuple[date, frozenset[int]]]] = {}
    for day, controls, units in rows:
        for control in {id for each in controls for id in kept.exercised(each)}:
            found.setdefault(control, []).append((day, frozenset(units)))
    return found


def _judged(kept: Carried, history: dict[int, set[int]]) -> dict[Cell, tuple[date, Judgement]]:
    """The newest judgement of an issued audit, also of what a department came from, and of what a
    control was called before."""
    after: dict[int, list[int]] = {}
    for unit, every in history.items():
        for before in every:
            after.setdefault(before, []).append(unit)
    return {
        (unit, control): (row.on, row.judgement)
        for row in _judgements()
        for unit in after.get(row.unit, ())
        for control in kept.judged(row.edition, row.control)
    }


def _judgements() -> list[Judged]:
    """Of issued audits, the newest last."""
    rows: Any = (
        PaperItem.select(
            WorkingPaper.unit,
            PaperItem.control,
            Engagement.edition,
            Engagement.issued_on,
            PaperItem.judgement,
        )
        .join(WorkingPaper)
        .join(Engagement)
        .where(Engagement.state.in_(sorted(ISSUED)) & Engagement.issued_on.is_null(False))
        .where(PaperItem.judgement.in_(sorted(COMPARED)) & ~WorkingPaper.removed)
        .order_by(Engagement.issued_on, PaperItem.id)
        .tuples()
    )
    return [Judged(*row) for row in rows]
