"""Where words stand: which columns of which tables belong to a class, and how they are erased.

Erased are words, never what is counted: an answer's ○ △ ×, dates, states, severities and hashes stay, so
that the figures of past years are what they were.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from secaudit.audits.models import Engagement, WorkingPaper
from secaudit.database import Record
from secaudit.evidence.models import Evidence
from secaudit.fieldwork.models import PaperItem
from secaudit.findings.models import (
    Action,
    Amendment,
    EffectCheck,
    Extension,
    Finding,
    Inquiry,
    InquiryReply,
    Instruction,
    RiskAcceptance,
)
from secaudit.improvements.kinds import State as Mending
from secaudit.improvements.models import Improvement, Promise
from secaudit.retention.rules import Class
from secaudit.selfcheck.models import Answer, Correction, Period, Sheet, SheetReturn, Submission
from secaudit.selfcheck.together import Message, Thread

ERASED = "［廃棄済 erased］"  # in the place of words; where there were none it stays empty
FILE = ("file_hash", "file_name", "file_type")


@dataclass(frozen=True)
class Words:
    """Columns in which people wrote, and which rows of a fiscal year are meant."""

    model: type[Record]
    columns: tuple[str, ...]
    of: Callable[[int], Any]

    def rows(self, year: int) -> list[Record]:
        return list(self.model.select().where(self.of(year)).order_by(self.model.id))


def _sheets(year: int):
    return Sheet.select(Sheet.id).join(Period).where(Period.fiscal_year == year)


def _settled(year: int):
    """Improvements of that year at which nobody works any more."""
    over = (Mending.CHECKED, Mending.CARRIED, Mending.CORRECTED)
    return Improvement.sheet.in_(_sheets(year)) & Improvement.state.in_(over)


def _papers(year: int):
    return (
        WorkingPaper.select(WorkingPaper.id).join(Engagement).where(Engagement.fiscal_year == year)
    )


def _findings(year: int):
    return Finding.select(Finding.id).where(Finding.paper.in_(_papers(year)))


def _by_sheet(model) -> Callable[[int], Any]:
    return lambda year: model.sheet.in_(_sheets(year))


def _by_finding(model) -> Callable[[int], Any]:
    return lambda year: model.finding.in_(_findings(year))


def _evidence(**owners: Callable[[int], Any]) -> Callable[[int], Any]:
    """What is attached to things of that year; `sheet:12` names them."""

    def of(year: int):
        names = [f"{kind}:{id}" for kind, ids in owners.items() for (id,) in ids(year).tuples()]
        return Evidence.about.in_(names)

    return of


def _actions(year: int):
    return Action.select(Action.id).where(Action.finding.in_(_findings(year)))


PIECES = ("title", "kept_at", "obtained_from", *FILE)
WORDS: dict[Class, tuple[Words, ...]] = {
    Class.ANSWERS: (
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
        Words(Evidence, PIECES, _evidence(sheet=_sheets)),
    ),
    Class.AUDITS: (
        Words(WorkingPaper, ("chosen_because",), lambda year: WorkingPaper.id.in_(_papers(year))),
        Words(
            PaperItem,
            ("procedure", "seen", "population", "sample"),
            lambda year: PaperItem.paper.in_(_papers(year)),
        ),
        Words(
            Finding,
            (
                "title", "criterion", "condition", "cause", "effect", "recommendation",
                "publishable", "reply_words", "decision_words", "verified_how",
            ),
            lambda year: Finding.id.in_(_findings(year)),
        ),
        Words(
            Action,
            ("cause", "correction", "prevention", "interim", "check_by", "returned_words", "result"),
            _by_finding(Action),
        ),
        Words(EffectCheck, ("how",), _by_finding(EffectCheck)),
        Words(Inquiry, ("question",), _by_finding(Inquiry)),
        Words(
            InquiryReply,
            ("words",),
            lambda year: InquiryReply.inquiry.in_(
                Inquiry.select(Inquiry.id).where(Inquiry.finding.in_(_findings(year)))
            ),
        ),
        Words(Extension, ("reason", "interim", "words"), _by_finding(Extension)),
        Words(RiskAcceptance, ("reason", "measures", "words"), _by_finding(RiskAcceptance)),
        Words(Amendment, ("text", "reason"), _by_finding(Amendment)),
        Words(
            Instruction,
            ("words",),
            lambda year: Instruction.engagement.in_(
                Engagement.select(Engagement.id).where(Engagement.fiscal_year == year)
            ),
        ),
        Words(
            Evidence,
            PIECES,
            _evidence(working_paper=_papers, finding=_findings, action=_actions),
        ),
    ),
    Class.SIGN_INS: (),
}  # fmt: skip


def blank(column: str, value: Any) -> Any:
    """What stands in the place of a value: a mark for words, nothing for a file's name, and within a
    structure the same for each of its reasons."""
    if isinstance(value, dict):
        return {key: blank(key, each) if key == "reason" else each for key, each in value.items()}
    if not isinstance(value, str) or not value:
        return value
    return "" if column in FILE else ERASED


def erase(words: Words, row: Record) -> bool:
    """Let the row's words go; whether there were any."""
    found = False
    for column in words.columns:
        before = getattr(row, column)
        after = blank(column, before)
        if after != before:
            setattr(row, column, after)
            found = True
    return found


def rows_of(cls: Class, year: int) -> Iterator[tuple[Words, Record]]:
    for words in WORDS[cls]:
        for row in words.rows(year):
            yield words, row
