"""Answers one by one: what stands behind a figure, and the export of all."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _

from secaudit.catalogue.editions import Catalogue
from secaudit.reports.formulas import ALL_FORMS
from secaudit.selfcheck.kinds import Form, SheetState, Value
from secaudit.selfcheck.models import Answer, Period
from secaudit.selfcheck.reading import AnswerRow, catalogue_of, rows
from secaudit.web.language import at as moment
from secaudit.web.language import called, in_my_language
from secaudit.web.spreadsheets import Table
from secaudit.web.spreadsheets.table import Cell


def answer_table(period: Period, as_of: datetime) -> Table:
    headings = [
        _("Bureau"),
        _("Department"),
        _("State"),
        _("Chapter"),
        _("Control"),
        _("Title"),
        _("Answer"),
        _("Reason"),
        _("Promised by"),
        _("Form"),  # last, so that no other column moves
    ]
    notes = [_("As of %(as_of)s.", as_of=moment(as_of, "full")), _(ALL_FORMS)]
    return Table(_("Answers"), headings, list(_cells(period)), notes)


def _cells(period: Period) -> Iterable[list[Cell]]:
    catalogue = catalogue_of(period)
    titles = {chapter.id: in_my_language(chapter.title) for chapter in catalogue.chapters}
    names = _titles(catalogue)
    forms = {form: _(form.label) for form in Form}
    states = {state: _(state.label) for state in SheetState}
    words = {value: f"{value.symbol} {_(value.label)}" for value in Value}
    missing = _("Not submitted")
    for row in rows(period):
        yield [
            _bureau(row),
            called(row.sheet),
            states[row.sheet.state],
            titles[row.chapter],
            row.control,
            names[row.control],
            words[row.answer.value] if row.answer else missing,
            _reason(row.answer),
            row.answer.promised_on if row.answer else None,
            forms[row.sheet.form],
        ]


def _titles(catalogue: Catalogue) -> dict[str, str]:
    return {control.id: in_my_language(control.title) for control in catalogue.controls}


def _reason(answer: Answer | None) -> str:
    if answer is None:
        return ""
    ready = _(answer.ready_reason.label) if answer.ready_reason else ""
    return "\n".join(filter(None, [ready, answer.reason]))


def _bureau(row: AnswerRow) -> str:
    sheet = row.sheet
    return in_my_language(
        {"ja": sheet.bureau_name, "en": sheet.bureau_name_en or sheet.bureau_name}
    )
