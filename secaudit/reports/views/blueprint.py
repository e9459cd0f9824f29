"""What the pages of reports have in common."""

from flask import Blueprint, current_app, request, url_for
from flask_babel import gettext

from secaudit.accounts.gate import current, opens
from secaudit.calendar import clock
from secaudit.errors import Missing
from secaudit.metrics.rate import ROUNDING_NOTE
from secaudit.metrics.table import formula
from secaudit.reports import words
from secaudit.reports.access import seen_by
from secaudit.reports.formulas import AUDITED_GROUND, GROUND
from secaudit.reports.reading import chosen_period, opened, period_title, summary_of
from secaudit.reports.sentences import comparison, coverage, declared_and_audited
from secaudit.reports.summary import Summary
from secaudit.selfcheck.kinds import SheetState
from secaudit.selfcheck.models import Period
from secaudit.web import rates

bp = Blueprint("reports", __name__)

BIGGEST_ID = 999_999_999


def asked_id(name: str) -> int | None:
    """A number from the address; none where there is none, Missing where it cannot be one."""
    text = request.args.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 0 < int(text[:12]) <= BIGGEST_ID):
        raise Missing()
    return int(text)


def asked_period() -> tuple[Period | None, list[Period]]:
    return chosen_period(asked_id("period"))


def asked_summary(cells: bool = False) -> tuple[Summary | None, list[Period]]:
    """The summary of the period in the address, as the reader may see it."""
    period, every = asked_period()
    if period is None:
        return None, every
    return seen_by(summary_of(period, every, clock.now(), cells=cells), current), every


def link(endpoint: str, **values) -> str:
    """An address that this reader may open; nothing otherwise."""
    if endpoint not in current_app.view_functions or not opens(endpoint):
        return ""
    return url_for(endpoint, **values)


def state_word(state: str) -> str:
    return gettext(SheetState(state).label)


@bp.context_processor
def vocabulary():
    """Words for figures, the same on every page of reports."""
    return {
        "said": words.said,
        "shown_rate": rates.rate,
        "shown_change": words.change,
        "parts": rates.parts,
        "points_in_words": words.points_in_words,
        "listed": words.listed,
        "link": link,
        "opened": opened,
        "period_title": period_title,
        "coverage": coverage,
        "comparison": comparison,
        "declared_and_audited": declared_and_audited,
        "formula": formula,
        "state_word": state_word,
        "ROUNDING_NOTE": ROUNDING_NOTE,
        "GROUND": GROUND,
        "AUDITED_GROUND": AUDITED_GROUND,
    }
