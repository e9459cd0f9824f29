"""Survey and data as tables with the reader's words. Needs an application context."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _

from secaudit.opendata.answering import Answered
from secaudit.opendata.mapping import Survey
from secaudit.reports.formulas import AUDITED_GROUND, GROUND
from secaudit.web.language import at as moment
from secaudit.web.spreadsheets import Table


def survey_table(survey: Survey, answers: Iterable[Answered], period: str, at: datetime) -> Table:
    """In the survey's own order; what nothing answers stays empty and says so."""
    rows = [
        [each.item.id, each.item.question, each.value, source(each),
         _("not answered") if each.missing else ""]
        for each in answers
    ]  # fmt: skip
    headings = [
        _("Survey item"), _("Question"), _("Answer"), _("Source of the answer"), _("Still to answer"),
    ]  # fmt: skip
    notes = [
        _("Self-check: %(period)s", period=period),
        _("As of %(as_of)s.", as_of=moment(at, "full")),
        _(GROUND),
        _(AUDITED_GROUND),
    ]
    return Table(survey.title, headings, rows, notes)


def source(of: Answered) -> str:
    """What the answer is: 「AST-05 実施率」."""
    words = [
        of.item.name if of.item.source in ("control", "chapter") else "",
        _(of.title) if of.title else "",
    ]
    if of.item.source == "answer":
        return _("Written in the survey's file")
    return " ".join(filter(None, words)) if of.item.source else ""
