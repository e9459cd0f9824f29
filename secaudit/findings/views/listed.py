from typing import Any
from unicodedata import normalize
from urllib.parse import parse_qsl, urlencode

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from secaudit.access.roles import Role
from secaudit.accounts.gate import current, opens
from secaudit.audits.reading import auditors
from secaudit.calendar import clock
from secaudit.calendar.fiscal import fiscal_year
from secaudit.findings import listing
from secaudit.findings.expected import expected
from secaudit.findings.kinds import Severity
from secaudit.findings.lifecycle import State
from secaudit.findings.listing import SORTS, Query, View
from secaudit.findings.models import SavedView
from secaudit.findings.sight import Sight, sight_of
from secaudit.findings.views import bp
from secaudit.organisation.reading import tree
from secaudit.web.addresses import row_number

YEARS = 6  # back, to choose from


@bp.get("/findings")
def index():
    on = clock.today()
    sight, query = sight_of(current, on), asked()
    found = listing.page(query, sight, current, on)
    year = fiscal_year(on)
    return render_template(
        "findings/index.html",
        found=found,
        query=query,
        query_text=urlencode(query.address()),
        sight=sight,
        on=on,
        views=[view for view in View if view not in (View.MINE, View.ESCALATED) or has_turns()],
        saved=saved_views(),
        states=list(State),
        severities=list(Severity),
        years=list(range(year, year - YEARS, -1)),
        offices=offices(sight, on),
        auditors=auditors(on) if opens("findings.assign") else [],
        expected=expected,
        link=lambda **changes: link(query.address(**changes)),
    )


def link(parameters: dict[str, Any]) -> str:
    return url_for("findings.index", **parameters)


def has_turns() -> bool:
    """The secretariat and the CHIEF read; nothing waits for them here."""
    return current.may("read findings") and not current.roles <= {Role.SECR, Role.CHIEF}


def saved_views() -> list[tuple[SavedView, str]]:
    """The reader's own, each with its address."""
    mine = SavedView.select().where(SavedView.person == current.person).order_by(SavedView.name)
    return [(each, link(dict(parse_qsl(each.query)))) for each in mine]


def offices(sight: Sight, on) -> list:
    """Departments to choose from, for those who see more than one bureau."""
    wide = sight.leads or sight.everywhere or sight.statuses
    return tree(on).answering() if wide else []


def asked(given: MultiDict | None = None) -> Query:
    """What the address says; what is not understood is left out."""
    given = request.args if given is None else given
    return Query(
        view=_one_of(View, given.get("view", "")) or View.ALL,
        state=_one_of(State, given.get("state", "")),
        severity=_one_of(Severity, given.get("severity", "")),
        year=row_number(given.get("year", "")),
        unit=row_number(given.get("unit", "")),
        engagement=row_number(given.get("engagement", "")),
        words=normalize("NFKC", given.get("q", "")).strip()[:100],
        sort=given.get("sort", "due") if given.get("sort") in SORTS else "due",
        backwards=given.get("desc") == "1",
        page=max(1, row_number(given.get("page", "")) or 1),
    )


def own_query(raw: bool = False):
    """The conditions of the list that a form was sent from."""
    query = asked(MultiDict(parse_qsl(request.form.get("query", "")[:400])))
    return urlencode(query.address()) if raw else MultiDict(query.address())


def back_to_list():
    """To the list as it was, without anything that was not understood."""
    return redirect(link(own_query().to_dict()))


def conditions(query: Query) -> str:
    """What the list was narrowed down by, in words."""
    parts = [
        _(query.view.label) if query.view != View.ALL else "",
        _(query.severity.label) if query.severity else "",
        _(query.state.label) if query.state else "",
        _("Fiscal year %(year)s", year=query.year) if query.year else "",
        query.words,
    ]
    return _(", ").join(part for part in parts if part)


def _one_of(kind, text: str):
    return kind(text) if text in set(kind) else None
