"""Giving a section of a sheet to a colleague, and taking it back."""

from datetime import date, datetime

from secaudit.access.guard import Actor
from secaudit.errors import N_, Invalid, Missing
from secaudit.journal.actions import record, transaction
from secaudit.selfcheck import charges, reading
from secaudit.selfcheck.actions.answering import refuse_locked
from secaudit.selfcheck.models import Sheet
from secaudit.selfcheck.together import Charge


def give_section(
    sheet_id: int, chapter: str, person: int, *, by: Actor, at: datetime, on: date
) -> Charge:
    """From now on this colleague answers the section too. Twice is once."""
    with transaction():
        sheet = _shared(sheet_id, chapter, by)
        if person not in {post.person_id for post in charges.colleagues(sheet, on)}:
            raise Invalid(N_("Choose a colleague of the department."), field="person")
        row = _charge(sheet, chapter, person) or Charge(sheet=sheet, chapter=chapter, person=person)
        if row.id and not row.ended:
            return row
        row.ended, row.given_by, row.at = False, by.person, at  # type: ignore[assignment]
        record(by, "section.give", sheet, [row], at=at, chapter=chapter, person=person)
        return row


def take_section_back(
    sheet_id: int, chapter: str, person: int, *, by: Actor, at: datetime
) -> Charge:
    """What the colleague answered stays."""
    with transaction():
        sheet = _shared(sheet_id, chapter, by)
        row = _charge(sheet, chapter, person)
        if row is None:
            raise Missing()
        if row.ended:
            return row
        row.ended = True
        record(by, "section.take-back", sheet, [row], at=at, chapter=chapter, person=person)
        return row


def _shared(sheet_id: int, chapter: str, by: Actor) -> Sheet:
    sheet = reading.sheet_for(by, sheet_id, "share sheets", lock=True)
    refuse_locked(sheet)
    catalogue = reading.catalogue_of(sheet.period)
    if chapter not in {catalogue.control(control).chapter for control in sheet.questions}:
        raise Missing()
    return sheet


def _charge(sheet: Sheet, chapter: str, person: int) -> Charge | None:
    mine = (Charge.sheet == sheet.id) & (Charge.chapter == chapter) & (Charge.person == person)
    return Charge.get_or_none(mine)
