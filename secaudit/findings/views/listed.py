from typing import Any
from unicodedata import normalize

from flask import render_template, request, url_for

from secaudit.accounts.gate import current
from secaudit.calendar import clock
from secaudit.findings import listing
from secaudit.findings.kinds import Severity
from secaudit.findings.lifecycle import State
from secaudit.findings.listing import SORTS, Query, View
from secaudit.findings.sight import sight_of
from secaudit.findings.views import bp


@bp.get("/findings")
def index():
    on = clock.today()
    sight, query = sight_of(current, on), asked()
    found = listing.page(query, sight, current, on)
    return render_template(
        "findings/index.html",
        found=found,
        query=query,
        sight=sight,
        on=on,
        views=[view for view in View if view != View.MINE or has_turns()],
        states=list(State),
        severities=list(Severity),
        link=lambda **changes: link(query.address(**changes)),
    )


def link(parameters: dict[str, Any]) -> str:
    return url_for("findings.index", **parameters)


def has_turns() -> bool:
    """The secretariat and the CHIEF read; nothing waits for them here."""
    return current.may("read findings") and not current.roles <= {"SECR", "CHIEF"}


def asked() -> Query:
    given = request.args
    return Query(
        view=_one_of(View, given.get("view", "")) or View.ALL,
        state=_one_of(State, given.get("state", "")),
        severity=_one_of(Severity, given.get("severity", "")),
        year=_number(given.get("year", "")),
        unit=_number(given.get("unit", "")),
        engagement=_number(given.get("engagement", "")),
        words=normalize("NFKC", given.get("q", "")).strip()[:100],
        sort=given.get("sort", "due") if given.get("sort") in SORTS else "due",
        backwards=given.get("desc") == "1",
        page=max(1, _number(given.get("page", "")) or 1),
    )


def _one_of(kind, text: str):
    return kind(text) if text in set(kind) else None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
