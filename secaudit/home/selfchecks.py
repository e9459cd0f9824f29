"""What the self-check asks of somebody: to answer, to confirm, to look after the period."""

from collections.abc import Iterator
from datetime import date

from secaudit.access.guard import Actor
from secaudit.errors import N_
from secaudit.home.tasks import Task
from secaudit.selfcheck import reading
from secaudit.selfcheck.confirming import confirming_post
from secaudit.selfcheck.kinds import PeriodState, SheetState
from secaudit.selfcheck.models import Correction, Period, Sheet
from secaudit.selfcheck.respondents import may
from secaudit.selfcheck.waiting import WITH_DEPARTMENT, due

RUNNING = (PeriodState.OPEN, PeriodState.CLOSED)


def tasks(actor: Actor, on: date) -> Iterator[Task]:
    """Three statements for a clerk, some more for those who run the period."""
    running = [p for p in reading.periods() if p.state not in (PeriodState.ARCHIVED,)]
    for period in (p for p in running if p.state in RUNNING):
        sheets = reading.sheets_of(period)
        forms = [*sheets, *reading.other_sheets_for(actor, period)]
        yield from _answering(actor, period, forms, on)
        yield from _confirming(actor, period, forms)
        if actor.may("manage periods"):
            yield from _looking_after(period, sheets, on)
    yield from _deciding(actor, running)


def _answering(actor: Actor, period: Period, sheets: list[Sheet], on: date) -> Iterator[Task]:
    if not actor.may("answer") or period.opens_on > on:
        return
    mine = [s for s in sheets if s.state in WITH_DEPARTMENT and may(actor, "answer", s)]
    answered = reading.answered_numbers(period, [s.id for s in mine]) if mine else {}
    for sheet in mine:
        done, total = answered.get(sheet.id, 0), len(sheet.questions)
        returned = sheet.state == SheetState.RETURNED
        yield Task(
            words=N_("%(unit)s was sent back: look at the head's words")
            if returned
            else N_("Answer the self-check of %(unit)s"),
            button=N_("Continue answering") if done else N_("Begin the self-check"),
            address=("selfcheck.sheet", {"id": sheet.id}),
            params={"unit": sheet},
            due=due(sheet, period),
            done=done,
            total=total,
        )


def _confirming(actor: Actor, period: Period, sheets: list[Sheet]) -> Iterator[Task]:
    for sheet in sheets:
        if sheet.state != SheetState.SUBMITTED:
            continue
        if confirming_post(sheet.path, sheet.submitted_by_id, sheet.submitted_by_head, actor):
            yield Task(
                words=N_("Confirm the self-check of %(unit)s"),
                button=N_("Look at it"),
                address=("selfcheck.confirmation", {"id": sheet.id}),
                params={"unit": sheet},
                due=due(sheet, period),
            )


def _looking_after(period: Period, sheets: list[Sheet], on: date) -> Iterator[Task]:
    waiting = [s for s in sheets if s.state in WITH_DEPARTMENT]
    if waiting and period.state == PeriodState.OPEN:
        yield Task(
            words=N_("%(count)s of %(all)s departments have not submitted yet"),
            button=N_("See who"),
            address=("selfcheck.period", {"id": period.id}),
            params={"count": len(waiting), "all": len(sheets)},
            due=period.due_on,
            done=len(sheets) - len(waiting),
            total=len(sheets),
        )
    if period.state == PeriodState.CLOSED:
        yield Task(
            words=N_("The self-check is closed: make its figures final"),
            button=N_("See the checklist"),
            address=("selfcheck.period", {"id": period.id}),
        )


def _deciding(actor: Actor, periods: list[Period]) -> Iterator[Task]:
    if actor.may("approve periods"):
        for period in periods:
            if period.state == PeriodState.DRAFT and period.planned_by_id != actor.person:
                yield Task(
                    words=N_("Approve the plan of the self-check"),
                    button=N_("Look at it"),
                    address=("selfcheck.period", {"id": period.id}),
                    due=period.opens_on,
                )
    if actor.may("approve corrections"):
        open_ones = Correction.approved_at.is_null() & (Correction.refused_words == "")
        for row in Correction.select().where(open_ones):
            yield Task(
                words=N_("Decide about the correction of an answer after the freeze"),
                button=N_("Look at it"),
                address=("selfcheck.correction", {"id": row.id}),
            )
