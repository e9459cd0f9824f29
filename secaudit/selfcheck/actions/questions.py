"""Asking about a question by name, replying, settling, and telling all departments."""

from datetime import date, datetime

from secaudit.access.guard import Actor
from secaudit.errors import N_, Forbidden, Invalid, Missing, Refused
from secaudit.journal.actions import based_on, record, transaction
from secaudit.selfcheck import charges, reading, threads
from secaudit.selfcheck.actions.answering import asked_control, begun, put_unknown
from secaudit.selfcheck.actions.threads import message, opened, settled
from secaudit.selfcheck.answers import tidy
from secaudit.selfcheck.asking import asking
from secaudit.selfcheck.kinds import Value
from secaudit.selfcheck.models import Sheet
from secaudit.selfcheck.rights import require_answering
from secaudit.selfcheck.states import MOVING
from secaudit.selfcheck.together import Thread, ThreadState


def ask(
    sheet_id: int,
    control: str,
    text: str,
    to: int | None,
    version: int,
    *,
    by: Actor,
    at: datetime,
    on: date,
) -> Thread:
    """Ask the secretariat, or a colleague by name. A question without an answer becomes ？."""
    with transaction():
        sheet = reading.sheet_for(by, sheet_id, lock=True)
        asked = asked_control(sheet, control)
        require_answering(sheet, by, [asked.chapter])
        _refuse_final(sheet)
        row = threads.thread(sheet, control)
        if row is not None:
            based_on(row, version)
        row = opened(sheet, asked.chapter, control, row, by, at)
        row.to = _colleague(sheet, to, by, on)  # type: ignore[assignment]
        said = message(row, _needed(text), by, at)
        answer = put_unknown(sheet, asked, said.text, by, at)
        first = [*begun(sheet), answer] if answer else []
        record(by, "question.ask", sheet, [*first, row, said], at=at, control=control)
        return row


def _needed(text: str) -> str:
    text = tidy(text)
    if not text:
        raise Invalid(N_("Write what you would like to know."), field="text")
    return text


def _refuse_final(sheet: Sheet) -> None:
    if sheet.period.state not in MOVING:
        raise Refused(N_("The figures of this period are final. Nothing can be changed."))
    if not asking(sheet.form).reasons:
        raise Missing()


def _colleague(sheet: Sheet, to: int | None, by: Actor, on: date) -> int | None:
    if to is None:
        return None
    if to == by.person or to not in {post.person_id for post in charges.colleagues(sheet, on)}:
        raise Invalid(N_("Choose the secretariat or a colleague of the department."), field="to")
    return to


def may_reply(row: Thread, by: Actor) -> bool:
    """The secretariat always, and whoever is asked by name."""
    return by.may("reply to questions") or (by.person is not None and row.to_id == by.person)


def _thread(sheet_id: int, control: str, version: int) -> Thread:
    sheet = reading.sheet(sheet_id, lock=True)
    row = threads.thread(sheet, control)
    if row is None:
        raise Missing()
    based_on(row, version)
    row.sheet = sheet
    return row


def reply(
    sheet_id: int,
    control: str,
    text: str,
    suggests: Value | None,
    version: int,
    *,
    by: Actor,
    at: datetime,
) -> Thread:
    """The reply goes back into the question; the department answers it."""
    with transaction():
        row = _thread(sheet_id, control, version)
        if not may_reply(row, by):
            raise Forbidden(N_("Your role does not allow this."))
        if not text.strip():
            raise Invalid(N_("Write the reply."), field="text")
        said = message(row, tidy(text), by, at, reply=True, suggests=suggests)
        row.state, row.answered_at = ThreadState.ANSWERED, at
        record(by, "question.reply", row.sheet, [row, said], at=at, control=control)
        return row


def settle(sheet_id: int, control: str, version: int, *, by: Actor, at: datetime) -> Thread:
    """The department needs no more."""
    with transaction():
        row = _thread(sheet_id, control, version)
        require_answering(row.sheet, by, [row.chapter])
        record(by, "question.settle", row.sheet, settled(row), at=at, control=control)
        return row


def publish(
    sheet_id: int,
    control: str,
    question: str,
    answer: str,
    version: int,
    *,
    by: Actor,
    at: datetime,
) -> Thread:
    """All departments read it beside this question; an empty answer takes it back."""
    with transaction():
        row = _thread(sheet_id, control, version)
        if not by.may("reply to questions"):
            raise Forbidden(N_("Your role does not allow this."))
        row.published_question, row.published_answer = tidy(question), tidy(answer)
        shown = bool(row.published_answer)
        row.published_at = at if shown else None
        row.published_by = by.person if shown else None  # type: ignore[assignment]
        record(by, "question.publish", row.sheet, [row], at=at, control=control)
        return row
