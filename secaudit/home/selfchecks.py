"""What the self-check asks of somebody: to answer, to confirm, to look after the period."""

from collections.abc import Iterator
from datetime import date

from secaudit.access.guard import Actor
from secaudit.errors import N_
from secaudit.home.tasks import Task
from secaudit.selfcheck import charges, reading, threads
from secaudit.selfcheck.afterwards import to_look_at
from secaudit.selfcheck.confirming import confirming_post
from secaudit.selfcheck.kinds import Form, PeriodState, SheetState
from secaudit.selfcheck.models import Correction, Period, Sheet
from secaudit.selfcheck.respondents import may
from secaudit.selfcheck.showing import numbers
from secaudit.selfcheck.together import ThreadState
from secaudit.selfcheck.waiting import WITH_DEPARTMENT, due
from secaudit.web.language import at as moment
from secaudit.web.language import in_my_language, say

RUNNING = (PeriodState.OPEN, PeriodState.CLOSED)


def tasks(actor: Actor, on: date) -> Iterator[Task]:
    """Three statements for a clerk, some more for those who run the period."""
    running = [p for p in reading.periods() if p.state not in (PeriodState.ARCHIVED,)]
    for period in (p for p in running if p.state in RUNNING):
        forms = reading.sheets_near(actor, period)
        sheets = [sheet for sheet in forms if sheet.form == Form.DEPARTMENT]
        yield from _answering(actor, period, forms, on)
        yield from _given(actor, period, forms)
        yield from _confirming(actor, period, forms)
        yield from _looking_back(actor, forms)
        if actor.may("manage periods"):
            yield from _looking_after(period, sheets, on)
    yield from _talking(actor, [period for period in running if period.state in RUNNING])
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
            address=("selfcheck.sheet" if returned else "selfcheck.resume", {"id": sheet.id}),
            params={"unit": sheet},
            due=due(sheet, period),
            done=done,
            total=total,
        )


def _given(actor: Actor, period: Period, sheets: list[Sheet]) -> Iterator[Task]:
    """Sections that a colleague gave to this person; who answers for an office has all of its."""
    given = {} if actor.units("answer") else charges.given_to(actor, period.id)
    for sheet in (s for s in sheets if s.id in given and s.state in WITH_DEPARTMENT):
        chapters = [c for c in reading.catalogue_of(period).chapters if c.id in given[sheet.id]]
        titles = say(", ").join(in_my_language(chapter.title) for chapter in chapters)
        yield Task(
            words=N_("Answer the sections given to you: %(unit)s"),
            button=N_("Continue answering"),
            address=("selfcheck.resume", {"id": sheet.id}),
            params={"unit": sheet, "sections": titles},
            hint=N_("Sections: %(sections)s"),
            due=due(sheet, period),
        )


def _talking(actor: Actor, periods: list[Period]) -> Iterator[Task]:
    """Questions that wait for this person, and replies that have come."""
    if not periods:
        return
    ids = [period.id for period in periods]
    found = threads.concerning(actor, ids)
    catalogues = {p.id: reading.catalogue_of(p) for p in periods if found}
    for row in found:
        asked = row.state == ThreadState.OPEN
        number = numbers(row.sheet, catalogues[row.period_id]).get(row.control, row.control)
        yield Task(
            words=N_("Reply to the question of %(unit)s about %(number)s")
            if asked
            else N_("A reply has come about %(number)s: %(unit)s"),
            button=N_("Reply") if asked else N_("Read it"),
            address=("selfcheck.question", {"id": row.sheet_id, "control": row.control}),
            params={"unit": row.sheet, "number": number},
        )
    if actor.may("reply to questions"):
        for period, waiting in threads.waiting_for_secretariat(ids).items():
            yield Task(
                words=N_("%(count)s questions of departments wait for a reply"),
                button=N_("Reply"),
                address=("selfcheck.questions", {"id": period}),
                params={"count": waiting.count, "since": moment(waiting.since)},
                hint=N_("The oldest waits since %(since)s."),
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


def _looking_back(actor: Actor, sheets: list[Sheet]) -> Iterator[Task]:
    """後閲 of what a deputy confirmed."""
    for sheet in to_look_at(sheets, actor):
        yield Task(
            words=N_("Look afterwards at what your deputy confirmed: %(unit)s"),
            button=N_("Look at it"),
            address=("selfcheck.confirmation", {"id": sheet.id}),
            params={"unit": sheet},
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
            informs=True,
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
        for row in Correction.select(Correction, Sheet).join(Sheet).where(open_ones):
            yield Task(
                words=N_(
                    "Decide about the correction of an answer after the freeze: %(unit)s %(id)s"
                ),
                button=N_("Look at it"),
                address=("selfcheck.correction", {"id": row.id}),
                params={"unit": row.sheet, "id": row.control},
            )
