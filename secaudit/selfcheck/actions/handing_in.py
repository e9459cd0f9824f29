"""Submitting, withdrawing, confirming and sending back a sheet."""

from collections.abc import Iterable
from datetime import date, datetime

from peewee import fn

from secaudit.access.guard import Actor, Post
from secaudit.access.roles import Role
from secaudit.decisions.actions import Paper, decision
from secaudit.errors import N_, Conflict, Forbidden, Invalid, Refused
from secaudit.journal.actions import record, transaction
from secaudit.people.reading import holders
from secaudit.selfcheck import reading
from secaudit.selfcheck.actions.answering import Locked
from secaudit.selfcheck.answers import stops
from secaudit.selfcheck.asking import asking
from secaudit.selfcheck.confirming import confirming_post, head_post
from secaudit.selfcheck.content import content_of, hash_of
from secaudit.selfcheck.kinds import PeriodState, SheetState, Source
from secaudit.selfcheck.models import Answer, Sheet, SheetReturn, Submission
from secaudit.selfcheck.proofs import in_content
from secaudit.selfcheck.rights import require_handling
from secaudit.selfcheck.states import MOVING, next_sheet_state

CHANGED = N_("The answers have changed since this page was opened. Look at them once more.")
LONGEST_WORDS = 1000


def held(sheet_id: int, deed: str, by: Actor) -> Sheet:
    """The sheet for a step of its way, while its period still allows any."""
    sheet = reading.sheet_for(by, sheet_id, deed, lock=True)
    if sheet.period.state not in MOVING:
        raise Locked(N_("The figures of this period are final. Nothing can be changed."))
    return sheet


def held_by_department(sheet_id: int, by: Actor) -> Sheet:
    """The sheet for a step of those who answer it, or who type it in for them."""
    sheet = held(sheet_id, "read sheets", by)
    require_handling(sheet, by)
    return sheet


def content_now(sheet: Sheet, answers: dict[str, Answer]) -> str:
    """What would be handed in now."""
    given = {control: answer.given for control, answer in answers.items()}
    return content_of(
        sheet.period_id, sheet.target, sheet.name, sheet.questions, given, in_content(sheet)
    )


def submit(sheet_id: int, shown: str, *, by: Actor, at: datetime, on: date) -> Submission:
    """Hand in exactly what the check page showed (`shown` is its hash)."""
    with transaction():
        sheet = held_by_department(sheet_id, by)
        step = "submit" if asking(sheet.form).confirmed else "hand in"
        after = next_sheet_state(step, sheet.state)
        answers = reading.answers_of(sheet)
        _refuse_incomplete(sheet, answers)
        content = content_now(sheet, answers)
        if hash_of(content) != shown:
            raise Conflict(CHANGED)
        row = Submission(
            sheet=sheet,
            number=_next_number(sheet),
            content=content,
            hash=shown,
            by=by.person,
            at=at,
        )
        sheet.submitted_by = by.person  # type: ignore[assignment]
        sheet.state, sheet.submitted_at = after, at
        sheet.submitted_hash, sheet.opened_by_head_at = shown, None
        sheet.submitted_by_head = _head_alone(sheet, answers, by, on)
        sheet.late = sheet.late or is_late(sheet, on)
        record(by, "sheet.submit", sheet, [row, sheet], at=at, hash=shown)
        return row


def _head_alone(sheet: Sheet, answers: dict[str, Answer], by: Actor, on: date) -> bool:
    """Whether the head handed it in, or gave every answer; then somebody above acknowledges it.
    A deputy who hands in leaves it to the head."""
    post = head_post(sheet.path, by)
    if post is not None and not post.acting_for:
        return True
    people = {a.answered_by_id for a in answers.values() if a.source != Source.GATE}
    heads = {person.id for person in holders(Role.MGR, on, sheet.unit_id, deputies=False)}
    return len(people) == 1 and people <= heads


def _refuse_incomplete(sheet: Sheet, answers: dict[str, Answer]) -> None:
    given = {control: answer.given for control, answer in answers.items()}
    if missing := stops(sheet.questions, given, asking(sheet.form).reasons):
        raise Refused(
            N_("%(count)s questions still need an answer or a reason."), count=len(missing)
        )


def _next_number(sheet: Sheet) -> int:
    last = Submission.select(fn.MAX(Submission.number)).where(Submission.sheet == sheet.id)
    return (last.scalar() or 0) + 1


def is_late(sheet: Sheet, on: date) -> bool:
    """Whether what is handed in today comes after its day; a later day of its own outlasts the
    closing of the period."""
    if sheet.due_on and on <= sheet.due_on:
        return False
    return sheet.period.state != PeriodState.OPEN or on > (sheet.due_on or sheet.period.due_on)


def withdraw(sheet_id: int, *, by: Actor, at: datetime) -> Sheet:
    """Take the sheet back (引戻し), as long as the head has not opened it."""
    with transaction():
        sheet = held_by_department(sheet_id, by)
        after = next_sheet_state("withdraw", sheet.state)
        if sheet.opened_by_head_at is not None:
            raise Refused(N_("The head has opened the sheet already. Ask for it to be sent back."))
        sheet.state = after
        _forget_handing_in(sheet)
        record(by, "sheet.withdraw", sheet, [sheet], at=at)
        return sheet


def _forget_handing_in(sheet: Sheet) -> None:
    sheet.submitted_hash, sheet.opened_by_head_at = "", None
    sheet.confirmed_at = sheet.confirmed_by = None
    sheet.confirmed_hash = sheet.confirmed_post = sheet.confirmed_for = ""


def open_for_confirmation(sheet_id: int, *, by: Actor, at: datetime) -> Sheet:
    """The head looks at what was handed in; from now on it cannot be withdrawn."""
    with transaction():
        sheet = reading.sheet_for(by, sheet_id, "confirm sheets", lock=True)
        waiting = sheet.state == SheetState.SUBMITTED and sheet.period.state in MOVING
        if waiting and sheet.opened_by_head_at is None and _post(sheet, by):
            sheet.opened_by_head_at = at
            record(by, "sheet.open", sheet, [sheet], at=at)
        return sheet


def _post(sheet: Sheet, by: Actor) -> Post | None:
    return confirming_post(sheet.path, sheet.submitted_by_id, sheet.submitted_by_head, by)


def confirm(sheet_id: int, shown: str, *, by: Actor, at: datetime) -> Sheet:
    """The head puts their name under exactly what was on the screen."""
    with transaction():
        sheet = held(sheet_id, "confirm sheets", by)
        post = _post(sheet, by)
        if post is None:
            raise Forbidden(who_confirms(sheet, by))
        _confirm(sheet, shown)
        sheet.confirmed_at, sheet.confirmed_by = at, by.person  # type: ignore[assignment]
        sheet.confirmed_post = post.title or post.role.label
        sheet.confirmed_for = f"assignment:{post.acting_for}" if post.acting_for else ""
        record(by, "sheet.confirm", sheet, [sheet], at=at, hash=shown)
        return sheet


def _confirm(sheet: Sheet, shown: str) -> None:
    after = next_sheet_state("confirm", sheet.state)
    if sheet.submitted_hash != shown:
        raise Conflict(CHANGED)
    sheet.state, sheet.confirmed_hash = after, shown


def who_confirms(sheet: Sheet, by: Actor) -> str:
    if by.person is not None and by.person == sheet.submitted_by_id:
        return N_("Nobody confirms what they have handed in themselves.")
    if sheet.submitted_by_head:
        return N_("The head answered alone. The director or the secretariat acknowledges it.")
    return N_("Only the head of the department confirms this sheet.")


def confirm_on_paper(
    sheet_id: int, shown: str, paper: Paper, *, by: Actor, at: datetime, on: date
) -> Sheet:
    """The head has confirmed on paper or in the city's own approval system."""
    with transaction():
        sheet = held(sheet_id, "record decisions", by)
        requester = sheet.submitted_by_id
        seen = decision(paper, "confirm", sheet, requester=requester, by=by, at=at, on=on)
        _confirm(sheet, shown)
        sheet.confirmed_at, sheet.confirmed_post = at, f"{paper.post} {paper.decided_by}"
        record(by, "sheet.confirm", sheet, [seen, sheet], at=at, document=paper.document)
        return sheet


def return_sheet(
    sheet_id: int, words: str, controls: Iterable[str] = (), *, by: Actor, at: datetime
) -> SheetReturn:
    """Send the sheet back with words: the head before confirming, the secretariat until the freeze."""
    with transaction():
        sheet = held(sheet_id, "return sheets", by)
        step = "reopen" if sheet.state == SheetState.CONFIRMED else "return"
        after = next_sheet_state(step, sheet.state)
        if step == "reopen" and not by.may("exempt sheets"):
            raise Forbidden(N_("A confirmed sheet is reopened by the secretariat."))
        row = SheetReturn(
            sheet=sheet,
            words=_checked_words(words),
            controls=[control for control in sheet.questions if control in set(controls)],
            by=by.person,
            post=by.post,
            at=at,
        )
        sheet.state = after
        _forget_handing_in(sheet)
        record(by, "sheet.return", sheet, [row, sheet], at=at, reason=row.words)
        return row


def _checked_words(words: str) -> str:
    words = words.strip()
    if not words:
        raise Invalid(N_("Write what has to be put right."), field="words")
    if len(words) > LONGEST_WORDS:
        raise Invalid(
            N_("Up to %(limit)s characters; this has %(count)s."),
            field="words",
            limit=LONGEST_WORDS,
            count=len(words),
        )
    return words
