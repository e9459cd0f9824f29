"""Named queries: who has not handed in, who is reminded this morning, what went out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from secaudit.access.roles import Role
from secaudit.correspondence.kinds import Audience, Kind
from secaudit.correspondence.ladder import Step, ladder, next_step, step_now
from secaudit.correspondence.models import Head, Reminder
from secaudit.organisation.settings import closed_days, settings
from secaudit.people.models import Assignment
from secaudit.people.reading import in_force
from secaudit.selfcheck import reading as sheets
from secaudit.selfcheck.kinds import STAFF_FORMS, Form, SheetState
from secaudit.selfcheck.models import Period, Sheet
from secaudit.selfcheck.states import MOVING
from secaudit.selfcheck.waiting import Turn, due, turn

Posts = dict[tuple[Role, int | None], str]  # who holds what where, by post


@dataclass(frozen=True)
class Waiting:
    """A sheet that is not in: who has it, by when, what was sent about it."""

    sheet: Sheet
    due: date
    to_go: int
    sent: list[Reminder] = field(default_factory=list)
    step: Step | None = None  # what the ladder says for today
    ahead: tuple[Step, date] | None = None

    @property
    def turn(self) -> Turn:
        return turn(self.sheet)

    @property
    def audience(self) -> Audience:
        """Who is addressed now. What waits for the head is no longer the clerk's."""
        if self.turn == Turn.CITY_ANSWERS:
            return Audience.CHIEF
        asked = self.step.audience if self.step else Audience.CLERK
        return Audience.HEAD if asked == Audience.CLERK and self.turn != Turn.DEPARTMENT else asked

    @property
    def last(self) -> Reminder | None:
        return self.sent[-1] if self.sent else None


def waiting(period: Period, on: date) -> list[Waiting]:
    """In official order. Staff forms are not reminded of by name."""
    if period.state not in MOVING or period.opens_on > on:
        return []
    answered, sent = sheets.answered_numbers(period), _sent(period)
    steps, closed = ladder(settings()), closed_days()
    found = []
    for sheet in forms_of(period):
        if turn(sheet) == Turn.NOBODY:
            continue
        day, to_go = due(sheet, period), len(sheet.questions) - answered.get(sheet.id, 0)
        out = sent.get(sheet.id, [])
        gone = [row.step for row in out if row.due_on == day and row.step is not None]
        now = step_now(steps, day, on, closed, gone)
        ahead = next_step(steps, day, on, closed)
        found.append(Waiting(sheet, day, to_go, out, now, ahead))
    return found


def forms_of(period: Period) -> list[Sheet]:
    """Every sheet that an office answers, in official order, the exempted left out."""
    named = [Form.DEPARTMENT, *(f for f in period.other_forms if f not in STAFF_FORMS)]
    found = [each for form in named for each in sheets.sheets_of(period, form)]
    for sheet in found:
        sheet.period = period
    kept = [each for each in found if each.state != SheetState.EXEMPTED]
    return sorted(kept, key=lambda sheet: (sheet.position, named.index(sheet.form), sheet.id))


def _sent(period: Period) -> dict[int, list[Reminder]]:
    rows = Reminder.select(Reminder).join(Sheet).where(Sheet.period == period.id)
    found: dict[int, list[Reminder]] = {}
    for row in rows.order_by(Reminder.id):
        found.setdefault(row.sheet_id, []).append(row)
    return found


def for_today(period: Period, on: date) -> list[Waiting]:
    """Those of whom the ladder says that somebody is reminded this morning."""
    return [each for each in waiting(period, on) if each.step is not None]


def posts(on: date) -> Posts:
    """Who is addressed, by post: the first holder of each role in each office. One statement."""
    roles = [each.role for each in Audience]
    held = Assignment.select().where(Assignment.role.in_(roles) & in_force(on))
    found: Posts = {}
    for each in held.order_by(Assignment.id.desc()):
        if each.title and not each.acting_for_id:
            found[each.role, each.unit_id if each.role != Role.CHIEF else None] = each.title
    return found


def office_of(sheet: Sheet, language: str) -> str:
    """The department itself, also of a system's or a head's form: 市民課（課長用） → 市民課."""
    if sheet.form == Form.DEPARTMENT:
        return sheet.called(language)
    row = Sheet.get_or_none(
        (Sheet.period == sheet.period_id)
        & (Sheet.unit == sheet.unit_id)
        & (Sheet.form == Form.DEPARTMENT)
    )
    return row.called(language) if row else ""


def addressee(sheet: Sheet, audience: Audience, known: Posts) -> tuple[int | None, str]:
    """The office addressed and the post there; empty where nobody holds it."""
    unit = _unit(sheet, audience)
    return unit, known.get((audience.role, unit), "")


def _unit(sheet: Sheet, audience: Audience) -> int | None:
    if audience == Audience.CHIEF:
        return None
    return sheet.bureau if audience == Audience.DIRECTOR else sheet.unit_id


def heads_of(period: Period) -> dict[Kind, Head]:
    """Number, day and sender of each paper, as far as they were entered."""
    rows: Iterable[Head] = Head.select().where(Head.period == period.id)
    return {row.kind: row for row in rows}
