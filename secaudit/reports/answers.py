"""Answers one by one: what stands behind a figure, and the export of all."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import partial

from flask_babel import gettext as _

from secaudit.catalogue.editions import Catalogue
from secaudit.reports.formulas import ALL_FORMS
from secaudit.selfcheck.kinds import Form, ReadyReason, SheetState, Value
from secaudit.selfcheck.models import Period, Sheet
from secaudit.selfcheck.reading import Exported, catalogue_of, exported
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


def _cells(period: Period) -> Iterable[Sequence[Cell]]:
    """What a sheet's rows have in common is put into words once."""
    asked = _questions(catalogue_of(period))
    forms = {form: _(form.label) for form in Form}
    states = {state: _(state.label) for state in SheetState}
    said = partial(_said, _answers(), _ready_reasons())
    for sheet, given in exported(period):
        about, form = (_bureau(sheet), called(sheet), states[sheet.state]), forms[sheet.form]
        for control in sheet.questions:
            yield *about, *asked[control], *said(given.get(control)), form


def _questions(catalogue: Catalogue) -> dict[str, tuple[str, str, str]]:
    chapters = {chapter.id: in_my_language(chapter.title) for chapter in catalogue.chapters}
    return {
        each.id: (chapters[each.chapter], each.id, in_my_language(each.title))
        for each in catalogue.controls
    }


def _answers() -> dict[str | None, str]:
    words: dict[str | None, str] = {each.value: f"{each.symbol} {_(each.label)}" for each in Value}
    return words | {None: _("Not submitted")}


def _ready_reasons() -> dict[str | None, str]:
    return {None: ""} | {each.value: _(each.label) for each in ReadyReason}


def _said(
    answers: dict[str | None, str], ready: dict[str | None, str], of: Exported | None
) -> tuple[Cell, Cell, Cell]:
    """The answer, its reason, and by when something is promised."""
    if of is None:
        return answers[None], "", None
    reason = "\n".join(filter(None, [ready[of.ready_reason or None], of.reason]))
    promised = date.fromisoformat(of.promised_on) if of.promised_on else None
    return answers[of.value], reason, promised


def _bureau(sheet: Sheet) -> str:
    return in_my_language(
        {"ja": sheet.bureau_name, "en": sheet.bureau_name_en or sheet.bureau_name}
    )
