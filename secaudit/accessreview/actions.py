"""Taking the list as a file, and recording what came of it."""

from datetime import date, datetime

from secaudit.access.guard import Actor, require
from secaudit.accessreview.reading import ABOUT
from secaudit.calendar.fiscal import fiscal_year
from secaudit.database import db
from secaudit.decisions.actions import Paper, decision
from secaudit.decisions.models import Decision
from secaudit.journal.actions import record


def note_export(count: int, *, by: Actor, at: datetime) -> None:
    require(by, "review accounts")
    with db.atomic():
        record(by, "export.accounts", ABOUT, at=at, count=count)


def record_outcome(paper: Paper, *, by: Actor, at: datetime, on: date) -> Decision:
    """Who signed the list, when, under which number, and what was found."""
    with db.atomic():
        about = f"{ABOUT}:{fiscal_year(on)}"
        row = decision(paper, "review accounts", about, requester=None, by=by, at=at, on=on)
        record(by, "account.review", about, [row], at=at)
        return row
