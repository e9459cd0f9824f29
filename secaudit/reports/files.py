"""Files to hand on: the summary and the answers, each format from the same values."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from secaudit.access.guard import Actor
from secaudit.database import db
from secaudit.documents.lists import WRITERS
from secaudit.journal.actions import record
from secaudit.reports.answers import answer_table
from secaudit.reports.paper import summary_paper
from secaudit.reports.plain import as_json
from secaudit.reports.summary import Summary
from secaudit.reports.tables import long_table, tables
from secaudit.selfcheck.models import Period
from secaudit.web.language import in_my_language, language
from secaudit.web.spreadsheets import as_csv, as_xlsx


@dataclass(frozen=True)
class File:
    name: str
    content: bytes
    notes: tuple[str, ...] = ()  # what whoever asked for it must know


def summary_file(summary: Summary, kind: str) -> File:
    content, notes = SUMMARY[kind](summary)
    name = f"secaudit-{summary.period.fiscal_year}-summary.{kind}"
    return File(name, content, notes)


def _json(summary: Summary) -> tuple[bytes, tuple[str, ...]]:
    return as_json(summary).encode(), ()


def _csv(summary: Summary) -> tuple[bytes, tuple[str, ...]]:
    return as_csv(long_table(summary)), ()


def _xlsx(summary: Summary) -> tuple[bytes, tuple[str, ...]]:
    title = in_my_language(summary.period.title)
    return as_xlsx(tables(summary), summary.at, {"title": title}, language()), ()


def _pdf(summary: Summary) -> tuple[bytes, tuple[str, ...]]:
    paper = summary_paper(summary)
    return paper.pdf, replaced(paper.replaced)


def replaced(characters: tuple[str, ...]) -> tuple[str, ...]:
    """Which characters stand as 〓, each with its code point."""
    if not characters:
        return ()
    points = ", ".join(f"U+{ord(each):04X}" for each in characters)
    return (_("No font has these characters; 〓 stands in their place: %(points)s", points=points),)


SUMMARY: dict[str, Callable[[Summary], tuple[bytes, tuple[str, ...]]]] = {
    "json": _json,
    "csv": _csv,
    "xlsx": _xlsx,
    "pdf": _pdf,
}


def answers_file(period: Period, kind: str, at: datetime) -> File:
    """Every answer that counts, one a row."""
    content = WRITERS[kind](answer_table(period, at), at)
    return File(f"secaudit-{period.fiscal_year}-answers.{kind}", content)


def record_export(period: Period, what: str, kind: str, *, by: Actor, at: datetime) -> None:
    """Who took what out of the product is an entry of the journal."""
    with db.atomic():
        record(by, f"export.{what}", period, at=at, format=kind)
