"""After the freeze: what an answer should have been. The frozen figures stay as they are."""

from collections.abc import Callable
from datetime import date, datetime

from secaudit.access.guard import Actor, require
from secaudit.database import Record, locking
from secaudit.decisions.actions import Paper, decision
from secaudit.errors import N_, Invalid, Missing, Refused
from secaudit.journal.actions import based_on, record, transaction
from secaudit.selfcheck import reading
from secaudit.selfcheck.actions.answering import asked_control
from secaudit.selfcheck.answers import Given
from secaudit.selfcheck.kinds import SheetState
from secaudit.selfcheck.models import Answer, Correction, Sheet

# What an approved correction changes elsewhere: rows for the same entry. Capabilities above enter here.
consequences: list[Callable[[Correction], list[Record]]] = []


def propose_correction(
    sheet_id: int, control: str, given: Given, why: str, *, by: Actor, at: datetime
) -> Correction:
    """The head says what the answer should have been, and why."""
    with transaction():
        sheet = reading.sheet_for(by, sheet_id, "propose corrections", lock=True)
        if sheet.state != SheetState.FROZEN:
            raise Refused(N_("Before the figures are final, the sheet itself is changed instead."))
        if sheet.period.imported:
            raise Refused(
                N_("These answers were taken over from an earlier list. They stay as they are.")
            )
        asked_control(sheet, control)
        _refuse_second(sheet, control)
        if not why.strip():
            raise Invalid(N_("Write why the answer was wrong."), field="why")
        if not given.complete:
            raise Invalid(N_("Write the reason."), field="reason")
        answer = Answer.get_or_none((Answer.sheet == sheet.id) & (Answer.control == control))
        row = Correction(
            sheet=sheet,
            control=control,
            before=_plain(answer),
            value=given.value,
            reason=given.reason,
            ready_reason=given.ready_reason,
            why=why.strip(),
            proposed_by=by.person,
            proposed_at=at,
        )
        record(by, "correction.propose", sheet, [row], at=at, reason=row.why, control=control)
        return row


def _refuse_second(sheet: Sheet, control: str) -> None:
    """One at a time: two decisions about one answer could contradict each other."""
    if any(row.control == control and row.waits for row in reading.corrections_of(sheet)):
        raise Refused(N_("A correction of this answer waits for the CHIEF's decision already."))


def _plain(answer: Answer | None) -> dict:
    return {"value": answer.value.value, "reason": answer.reason} if answer else {}


def approve_correction(id: int, version: int, *, by: Actor, at: datetime) -> Correction:
    """The CHIEF agrees; not the one who proposed it."""
    with transaction():
        row = _waiting(id, version, by)
        row.approved_by, row.approved_at = by.person, at  # type: ignore[assignment]
        record(by, "correction.approve", row, [row, *_following(row)], at=at)
        return row


def approve_correction_on_paper(
    id: int, version: int, paper: Paper, *, by: Actor, at: datetime, on: date
) -> Correction:
    """The CHIEF agreed on paper or in the city's own approval system."""
    with transaction():
        row = _undecided(id, version)
        seen = decision(paper, "approve", row, requester=row.proposed_by_id, by=by, at=at, on=on)
        row.approved_at = at
        rows = [seen, row, *_following(row)]
        record(by, "correction.approve", row, rows, at=at, document=paper.document)
        return row


def _following(row: Correction) -> list[Record]:
    return [each for follows in consequences for each in follows(row)]


def refuse_correction(id: int, version: int, words: str, *, by: Actor, at: datetime) -> Correction:
    with transaction():
        row = _waiting(id, version, by)
        if not words.strip():
            raise Invalid(N_("Write the reason."), field="words")
        row.refused_words = words.strip()
        record(by, "correction.refuse", row, [row], at=at, reason=row.refused_words)
        return row


def _waiting(id: int, version: int, by: Actor) -> Correction:
    require(by, "approve corrections")
    row = _undecided(id, version)
    if by.person is not None and by.person == row.proposed_by_id:
        raise Refused(N_("Nobody approves a correction of their own."))
    return row


def _undecided(id: int, version: int) -> Correction:
    row = locking(Correction.select().where(Correction.id == id)).first()
    if row is None:
        raise Missing()
    based_on(row, version)
    if not row.waits:
        raise Refused(N_("This correction has been decided already."))
    return row
