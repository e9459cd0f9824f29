"""From a promise to a checked improvement. Each: guard, change, one entry of the journal."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from secaudit.access.guard import Actor
from secaudit.access.guard import require as require_anywhere
from secaudit.errors import N_, Forbidden, Invalid, Refused
from secaudit.improvements import comparing, reach, reading
from secaudit.improvements.kinds import Promised, State, after, check, needed
from secaudit.improvements.models import Improvement, Promise
from secaudit.journal.actions import based_on, record, transaction
from secaudit.selfcheck import reading as sheets
from secaudit.selfcheck.models import Sheet


def promise(
    sheet_id: int, promised: Mapping[str, Promised], *, by: Actor, at: datetime, on: date
) -> list[Improvement]:
    """What will be done about gaps of this sheet; all of them or, where one is not right, none."""
    with transaction():
        sheet = sheets.sheet_for(by, sheet_id, lock=True)
        reach.require(by, "promise improvements", sheet, on)
        gaps = {gap.control for gap in reading.gaps_of(sheet) if gap.improvement is None}
        if stray := set(promised) - gaps:
            raise Refused(
                N_("Something was promised for %(control)s already, or it is no gap any more."),
                control=min(stray),
            )
        rows: list = []
        before = comparing.of_last_year(sheet)
        for control, each in promised.items():
            rows += _promised(sheet, control, each, before.get(control), by, at, on)
        if rows:
            record(by, "improvement.promise", sheet, rows, at=at, controls=sorted(promised))
        return [row for row in rows if isinstance(row, Improvement) and row.sheet_id == sheet.id]


def _promised(sheet: Sheet, control: str, each: Promised, before, by, at, on) -> list:
    try:
        right = check(each, sheet.period.fiscal_year, on)
    except Invalid as problem:
        raise _of(control, problem) from problem
    row = Improvement(sheet=sheet, unit=sheet.unit_id, control=control, **asdict(right))
    first = Promise(
        improvement=row, number=1, due_on=right.due_on, interim=right.interim, by=by.person, at=at
    )
    if before is None:
        return [row, first]
    row.follows, before.state = before, after("carry", before.state)
    return [before, row, first]


def _of(control: str, problem: Invalid) -> Invalid:
    """The same mistake, with the question it was made at."""
    return Invalid(problem.message, field=f"{problem.field}-{control}", **problem.params)


def _held(id: int, version: int, by: Actor, deed: str, on: date) -> Improvement:
    row = reading.improvement(id, by, lock=True)
    based_on(row, version)
    if deed == "check improvements":
        require_anywhere(by, deed)
    else:
        reach.require(by, deed, row.sheet, on)
    return row


def move(
    id: int,
    version: int,
    due_on: date,
    interim: str,
    reason: str,
    *,
    by: Actor,
    at: datetime,
    on: date,
) -> Improvement:
    """Another date, beside the earlier ones and with the reason."""
    with transaction():
        row = _held(id, version, by, "promise improvements", on)
        row.state = after("move", row.state)
        reason = needed(reason, "reason")
        if due_on == row.due_on:
            raise Invalid(N_("This is the date that is promised already."), field="due_on")
        right = check(
            Promised(due_on, row.owner, row.what, interim), row.sheet.period.fiscal_year, on
        )
        before, row.due_on, row.interim, row.moved = (
            row.due_on,
            right.due_on,
            right.interim,
            row.moved + 1,
        )
        version_of = Promise(
            improvement=row,
            number=row.moved + 1,
            due_on=row.due_on,
            interim=row.interim,
            reason=reason,
            by=by.person,
            at=at,
        )
        record(
            by, "improvement.move", row, [row, version_of], at=at, reason=reason, due_before=before
        )
        return row


@dataclass(frozen=True)
class Done:
    """What was done, when, and what shows it."""

    done_on: date
    report: str
    evidence: str = ""


def report(id: int, version: int, done: Done, *, by: Actor, at: datetime, on: date) -> Improvement:
    """It is done. Where the head says so, the head has seen it."""
    with transaction():
        row = _held(id, version, by, "promise improvements", on)
        row.state = after("report", row.state)
        if done.done_on > on:
            raise Invalid(N_("Choose today or an earlier day."), field="done_on")
        row.report = needed(done.report, "report", N_("Write what was done."))
        row.evidence = done.evidence.strip()[:400]
        row.done_on, row.reported_by, row.reported_at = done.done_on, by.person, at  # type: ignore[assignment]
        row.seen_by, row.seen_at, row.returned = None, None, ""
        if reach.may(by, "see improvements", row.sheet, on):
            row.state, row.seen_by, row.seen_at = State.SEEN, by.person, at  # type: ignore[assignment]
        record(by, "improvement.report", row, [row], at=at, reason=row.report)
        return row


def see(id: int, version: int, *, by: Actor, at: datetime, on: date) -> Improvement:
    """The head has looked at it."""
    with transaction():
        row = _held(id, version, by, "see improvements", on)
        row.state = after("see", row.state)
        row.seen_by, row.seen_at = by.person, at  # type: ignore[assignment]
        record(by, "improvement.see", row, [row], at=at)
        return row


def confirm_done(id: int, version: int, *, by: Actor, at: datetime, on: date) -> Improvement:
    """The secretariat, or the CHIEF, has checked it; never somebody of the department itself."""
    with transaction():
        row = _held(id, version, by, "check improvements", on)
        _refuse_own(row, by, on)
        row.state = after("check", row.state)
        row.checked_by, row.checked_at = by.person, at  # type: ignore[assignment]
        record(by, "improvement.check", row, [row], at=at)
        return row


def send_back(
    id: int, version: int, words: str, *, by: Actor, at: datetime, on: date
) -> Improvement:
    """Something is still missing: the head says so, or who checks it."""
    with transaction():
        row = _held(id, version, by, _returning(by, id, on), on)
        row.state = after("return", row.state)
        row.returned = needed(words, "words", N_("Say what is still missing."))
        record(by, "improvement.return", row, [row], at=at, reason=row.returned)
        return row


def _returning(by: Actor, id: int, on: date) -> str:
    """By which right: the head of what was reported, the secretariat of what the head has seen."""
    row = reading.improvement(id, by)
    if row.state == State.SEEN and by.may("check improvements"):
        _refuse_own(row, by, on)
        return "check improvements"
    return "see improvements"


def _refuse_own(row: Improvement, by: Actor, on: date) -> None:
    if reach.belongs(by, row.sheet, on) or by.person in (row.reported_by_id, row.seen_by_id):
        raise Forbidden(reach.OWN)
