"""Reading a working paper's file back: compared first, then exactly what was shown is saved."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from secaudit.access.guard import Actor
from secaudit.audits import guards
from secaudit.audits.models import WorkingPaper
from secaudit.database import locking
from secaudit.errors import N_, Invalid, Refused
from secaudit.fieldwork.actions import FIELDS, refuse_locked, unsigned
from secaudit.fieldwork.models import PaperItem
from secaudit.fieldwork.offline.comparing import Line, Plan, compare
from secaudit.fieldwork.offline.filled import Filled
from secaudit.journal.actions import record, transaction


class ChangedSince(Refused):
    """What would be saved is no longer what was shown."""


def preview(paper: WorkingPaper, filled: Filled, rows: Iterable[PaperItem]) -> Plan:
    """What the file would change in these rows of the paper. Nothing is written."""
    if filled.stamped.paper != str(paper.id):
        raise Invalid(
            N_("This file is that of another working paper: %(title)s."),
            field="file",
            title=filled.stamped.title[:120],
        )
    return compare(filled, {item.control: item for item in rows})


def take(
    paper: WorkingPaper,
    filled: Filled,
    shown: str,
    mine: Collection[str] = (),
    *,
    by: Actor,
    at: datetime,
    on: date,
) -> list[Line]:
    """Save what the preview showed (`shown` is its digest), with the conflicts decided for the
    file. All of it as one entry, or `ChangedSince` and nothing."""
    with transaction():
        guards.require_auditor(by, "audit", paper, on)
        refuse_locked(paper)
        query = PaperItem.select().where(PaperItem.paper == paper)
        items = {item.control: item for item in locking(query)}
        plan = preview(paper, filled, items.values())
        if plan.digest() != shown:
            raise ChangedSince(
                N_("Rows were changed since this preview. Nothing was taken in; look once more.")
            )
        lines = plan.chosen(mine)
        if lines:
            rows = [_saved(items[line.control], line, by, at) for line in lines]
            names = [line.control for line in lines]
            record(by, "paper.workbook", paper, [*rows, *unsigned(paper)], at=at, controls=names)
        return lines


def _saved(item: PaperItem, line: Line, by: Actor, at: datetime) -> PaperItem:
    for name in FIELDS:
        setattr(item, name, getattr(line.seen, name))
    item.judged_by, item.judged_at = by.person, at  # type: ignore[assignment]
    return item


def note_download(paper: WorkingPaper, *, by: Actor, at: datetime) -> None:
    """Taking what was seen in a department out of the product is an entry."""
    with transaction():
        record(by, "export.working_paper", paper, at=at)
