"""Self-checks and improvements: reasons, words exchanged, evidence."""

from collections.abc import Callable
from typing import Any

from secaudit.evidence.models import Evidence
from secaudit.improvements.kinds import State as Mending
from secaudit.improvements.models import Improvement, Promise
from secaudit.retention.words.columns import PIECES, Words, evidence
from secaudit.selfcheck.models import Answer, Correction, Period, Sheet, SheetReturn, Submission
from secaudit.selfcheck.together import Message, Thread


def _sheets(year: int):
    return Sheet.select(Sheet.id).join(Period).where(Period.fiscal_year == year)


def _settled(year: int):
    """Improvements of that year at which nobody works any more."""
    over = (Mending.CHECKED, Mending.CARRIED, Mending.CORRECTED)
    return Improvement.sheet.in_(_sheets(year)) & Improvement.state.in_(over)


def _by_sheet(model) -> Callable[[int], Any]:
    return lambda year: model.sheet.in_(_sheets(year))


WORDS = (
    Words(Sheet, ("due_reason", "exempt_reason"), lambda year: Sheet.id.in_(_sheets(year))),
    Words(Answer, ("reason",), _by_sheet(Answer)),
    Words(Submission, ("content",), _by_sheet(Submission)),
    Words(SheetReturn, ("words",), _by_sheet(SheetReturn)),
    Words(Correction, ("before", "reason", "why", "refused_words"), _by_sheet(Correction)),
    Words(Thread, ("published_question", "published_answer"), _by_sheet(Thread)),
    Words(
        Message,
        ("text",),
        lambda year: Message.thread.in_(
            Thread.select(Thread.id).where(Thread.sheet.in_(_sheets(year)))
        ),
    ),
    Words(Improvement, ("what", "interim", "report", "evidence", "returned"), _settled),
    Words(
        Promise,
        ("interim", "reason"),
        lambda year: Promise.improvement.in_(Improvement.select(Improvement.id).where(_settled(year))),
    ),
    Words(Evidence, PIECES, evidence(sheet=_sheets)),
)  # fmt: skip
