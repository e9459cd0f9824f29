"""Reading a workbook back: compared first, then exactly what was shown is saved."""

from collections.abc import Collection
from datetime import date, datetime

from secaudit.access.guard import Actor
from secaudit.errors import N_, Invalid, Refused
from secaudit.journal.actions import record, transaction
from secaudit.selfcheck import reading
from secaudit.selfcheck.actions import Typed, save_section
from secaudit.selfcheck.actions.answering import SectionConflict, refuse_locked
from secaudit.selfcheck.kinds import Source
from secaudit.selfcheck.models import Sheet
from secaudit.workbooks.comparing import Line, Plan, compare
from secaudit.workbooks.filled import Filled
from secaudit.workbooks.stamp import Stamp


class ChangedSince(Refused):
    """What would be saved is no longer what was shown."""


def preview(sheet: Sheet, filled: Filled) -> Plan:
    """What the workbook would change. Nothing is written."""
    refuse_foreign(sheet, filled.stamped.stamp)
    return compare(filled, sheet.questions, reading.answers_of(sheet))


def refuse_foreign(sheet: Sheet, stamp: Stamp) -> None:
    """A workbook is read into the sheet it was made from, and no other."""
    wanted = Stamp.of(sheet)
    if not stamp.same_period(wanted):
        raise Invalid(
            N_(
                "This workbook belongs to another self-check (%(title)s). Download this one's: "
                "last year's answers stand beside each question in it."
            ),
            field="file",
            title=stamp.title[:120],
        )
    if not stamp.same_sheet(wanted):
        raise Invalid(
            N_("This workbook is that of %(name)s. Choose this department's."),
            field="file",
            name=stamp.name[:120],
        )


def take(
    sheet_id: int,
    filled: Filled,
    shown: str,
    *,
    mine: Collection[str] = (),
    meant: Collection[str] = (),
    by: Actor,
    at: datetime,
    on: date,
) -> list[Line]:
    """Save what the preview showed (`shown` is its digest); `mine`: conflicts decided for the file,
    `meant`: suggestions agreed to. All of it, or `ChangedSince` and nothing."""
    with transaction():
        sheet = reading.sheet_for(by, sheet_id, "answer", lock=True)
        refuse_locked(sheet)
        plan = preview(sheet, filled)
        if plan.digest() != shown:
            raise changed_since()
        lines = plan.chosen(mine, meant)
        typed = {line.control: Typed(line.version, line.given) for line in lines}
        try:
            save_section(sheet_id, typed, by=by, at=at, on=on, source=Source.EXCEL)
        except SectionConflict as problem:
            raise changed_since() from problem
        return lines


def changed_since() -> ChangedSince:
    return ChangedSince(
        N_("Answers were changed since this preview. Nothing was taken in; look once more.")
    )


def note_download(sheet_id: int, *, by: Actor, at: datetime) -> Sheet:
    """Taking a department's answers out of the product is an entry."""
    with transaction():
        sheet = reading.sheet_for(by, sheet_id)
        record(by, "export.workbook", sheet, at=at)
        return sheet
