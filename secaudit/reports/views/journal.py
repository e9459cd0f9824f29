"""Who did what, when, on what. Always read only."""

from dataclasses import replace
from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from secaudit.accounts.gate import current
from secaudit.calendar import clock
from secaudit.calendar.reading import read_date
from secaudit.database import db
from secaudit.errors import Invalid
from secaudit.journal.actions import record
from secaudit.journal.models import JournalHead
from secaudit.reports.acts import ACTS, KINDS, OTHERS
from secaudit.reports.journal import Filter, Line, entries, last_verification, lines
from secaudit.reports.views.blueprint import bp
from secaudit.web.addresses import row_number
from secaudit.web.attachments import attached
from secaudit.web.language import at as moment
from secaudit.web.language import in_my_language
from secaudit.web.spreadsheets import Table, as_csv

PAGE = 50
EXPORTED = 20_000  # entries in one file; narrow the dates for more

FIELDS = ("who", "obj", "act", "since", "until")


@bp.get("/journal", endpoint="journal")
def show():
    typed = _typed(request.args)
    filter, errors = read_filter(typed)
    found = entries(filter, current, _before(), PAGE)
    return render_template(
        "reports/journal.html",
        typed=typed,
        errors=errors,
        has_errors=bool(errors),
        lines=lines(found[:PAGE], current),
        who=who,
        about=about,
        older=_older(typed, found),
        filtered=any(typed.values()),
        acts=ACTS,
        kinds=KINDS,
        head=JournalHead.get_by_id(1),
        verified=last_verification(),
    )


@bp.post("/journal")
def journal_file():
    """The entries that the filter lets through, as CSV. An entry itself."""
    filter, _errors = read_filter(_typed(request.form))
    found = entries(filter, current, None, EXPORTED)[:EXPORTED]
    content = as_csv(table(lines(found, current)))
    with db.atomic():
        record(current, "export.journal", "journal", at=clock.now(), entries=len(found))
    return attached(content, "secaudit-journal.csv")


def _typed(values) -> dict[str, str]:
    return {name: values.get(name, "").strip()[:100] for name in FIELDS}


def read_filter(typed: dict[str, str]) -> tuple[Filter, dict[str, str]]:
    """What was typed as a filter; a date that cannot be read is left out and said."""
    dates: dict[str, date | None] = {}
    errors: dict[str, str] = {}
    for name in ("since", "until"):
        try:
            dates[name] = _date(typed[name])
        except Invalid as problem:
            errors[name] = _(problem.message, **problem.params)
    words = Filter(who=typed["who"], obj=typed["obj"], act=typed["act"])
    return replace(words, since=dates.get("since"), until=dates.get("until")), errors


def _date(text: str) -> date | None:
    return read_date(text) if text else None


def _before() -> int | None:
    return row_number(request.args.get("before"))


def _older(typed: dict[str, str], found: list) -> str:
    if len(found) <= PAGE:
        return ""
    given: dict[str, Any] = {name: value for name, value in typed.items() if value}
    return url_for(".journal", before=found[PAGE - 1].id, **given)


def who(line: Line) -> str:
    if line.who:
        return in_my_language(line.who)
    return _(OTHERS[line.actor]) if line.actor in OTHERS else line.actor


def about(line: Line) -> str:
    if line.about:
        return in_my_language(line.about)
    kind, _colon, id = line.obj.partition(":")
    return f"{_(KINDS[kind])} {id}".strip() if kind in KINDS else line.obj


def table(found: list[Line]) -> Table:
    rows = [
        [
            each.number,
            moment(each.at, "table"),
            who(each),
            each.post,
            _(each.did),
            about(each),
            each.obj,
            each.act,
            each.reason,
        ]
        for each in found
    ]
    headings = [
        _("Entry"),
        _("When"),
        _("Who"),
        _("Post"),
        _("What was done"),
        _("About"),
        _("Object"),
        _("Act"),
        _("Reason"),
    ]
    return Table(_("Journal"), headings, rows)
