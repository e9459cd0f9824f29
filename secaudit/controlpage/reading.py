"""How the departments stand on one control in the newest self-check, as far as somebody may see."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from peewee import JOIN

from secaudit.access.guard import Actor
from secaudit.catalogue.models import Edition
from secaudit.findings.models import Finding
from secaudit.findings.reading import findings
from secaudit.findings.sight import Sight
from secaudit.selfcheck.kinds import PeriodState, SheetState, Value
from secaudit.selfcheck.models import Answer, Period, Sheet
from secaudit.selfcheck.reading import is_counted, sheets_of, units_by_assignment

SHOWN_FINDINGS = 50


@dataclass(frozen=True)
class Standing:
    """One department and its answer; none where it has not handed in."""

    sheet: Sheet
    value: Value | None


@dataclass(frozen=True)
class State:
    """Everybody sees how many; by department only what somebody may read anyway."""

    period: Period
    numbers: Counter[Value]
    missing: int  # departments that have not handed in
    seen: list[Standing]
    everything: bool  # whether `seen` are all

    @property
    def asked(self) -> int:
        return sum(self.numbers.values()) + self.missing


def newest_period() -> Period | None:
    """The newest that departments were asked in."""
    begun = Period.state.not_in([PeriodState.DRAFT, PeriodState.APPROVED])
    rows = Period.select(Period, Edition.id, Edition.hash, Edition.label)
    rows = rows.join(Edition, JOIN.LEFT_OUTER).where(begun)
    return rows.order_by(Period.fiscal_year.desc(), Period.number.desc()).first()


def state_of(control: str, actor: Actor) -> State | None:
    """None where nobody was asked."""
    period = newest_period()
    sheets = [each for each in sheets_of(period) if control in each.questions] if period else []
    asked = [sheet for sheet in sheets if sheet.state != SheetState.EXEMPTED]
    if not asked or period is None:
        return None
    given = _answers(period, control)
    standings = [Standing(s, given.get(s.id) if is_counted(s) else None) for s in asked]
    may_read = reads_of(actor)
    seen = [each for each in standings if may_read(each.sheet)]
    values = [each.value for each in standings if each.value]
    missing = len(standings) - len(values)
    return State(period, Counter(values), missing, seen, len(seen) == len(standings))


def _answers(period: Period, control: str) -> dict[int, Value]:
    rows = Answer.select(Answer.sheet, Answer.value).where(
        (Answer.period == period.id) & Answer.asked & (Answer.control == control)
    )
    return {row.sheet_id: row.value for row in rows}


def reads_of(actor: Actor) -> Callable[[Sheet], bool]:
    """Whether this person may read a sheet; who they are is looked up once for all sheets."""
    heads = actor.units("read sheets")
    assigned = set().union(*(units(actor) for units in units_by_assignment))

    def may(sheet: Sheet) -> bool:
        return heads is None or bool(heads & set(sheet.path)) or sheet.unit_id in assigned

    return may


def findings_about(ids: Iterable[str], sight: Sight) -> list[Finding]:
    """Those of which at least the status may be seen, the newest first."""
    rows = findings().where(Finding.control.in_(list(ids)) & sight.any_condition())
    newest = (Finding.fiscal_year.desc(), Finding.serial.desc())
    return list(rows.order_by(*newest).limit(SHOWN_FINDINGS))
