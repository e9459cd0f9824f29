"""How periods and sheets are called on a page."""

from datetime import date
from functools import lru_cache

from flask_babel import gettext as _
from markupsafe import Markup

from secaudit.calendar import clock, fiscal
from secaudit.calendar.fiscal import fiscal_label
from secaudit.calendar.workdays import days_left
from secaudit.organisation.settings import settings
from secaudit.people.models import Assignment, Person
from secaudit.selfcheck.afterwards import seen_by_sheet
from secaudit.selfcheck.models import Period, Sheet
from secaudit.selfcheck.states import MOVING
from secaudit.selfcheck.together import SeenAfterwards
from secaudit.selfcheck.views import bp
from secaudit.selfcheck.waiting import due
from secaudit.web.language import at, called, language
from secaudit.web.markdown import html


@bp.app_template_filter("period_title")
def period_title(period: Period) -> str:
    """What the secretariat calls it, or 「令和8年度 自己点検」."""
    year = fiscal_label(period.fiscal_year, language())
    if period.title:
        return period.title if year in period.title else f"{year} {period.title}"
    if period.number > 1:
        return _("Self-check %(year)s, no. %(number)s", year=year, number=period.number)
    return _("Self-check %(year)s", year=year)


@bp.app_template_filter("past_year")
def past_year(period: Period) -> str:
    """The dates between which 「この1年間」 lies."""
    return fiscal.span_text(fiscal.past_year(period.reference_date), language=language())


def time_left(sheet: Sheet | None, period: Period) -> str:
    """「あと8日（開庁日で6日）」, while it still matters."""
    if period.state not in MOVING:
        return ""
    return time_until(due(sheet, period) if sheet else period.due_on)


def time_until(day: date) -> str:
    """「あと8日（開庁日で6日）」, or by how much it is over."""
    left = days_left(day, clock.today(), _closed())
    return _(left.message, **left.params)


def _closed() -> frozenset[date]:
    return frozenset(date.fromisoformat(day) for day in settings()["closed_days"])


@lru_cache(maxsize=1024)
def _guidance(text: str) -> Markup:
    return html(text)


@bp.app_template_filter("guidance")
def guidance(text: dict[str, str]) -> Markup:
    """A control's guidance in the reader's language; rendered once."""
    return _guidance(text.get(language()) or next(iter(text.values()), ""))


@bp.app_template_global("in_place_of")
def in_place_of(sheet: Sheet) -> str:
    """Whose place the deputy took who confirmed the sheet (代決): post and name."""
    id = sheet.confirmed_for.removeprefix("assignment:").split(",")[0]
    post = (
        Assignment.select(Assignment, Person).join(Person).where(Assignment.id == int(id)).first()
    )
    return f"{post.title} {called(post.person)}".strip() if post else ""


@bp.app_template_global("seen_afterwards")
def seen_afterwards(sheet: Sheet) -> SeenAfterwards | None:
    """That the head has looked at it since (後閲)."""
    return seen_by_sheet([sheet]).get(sheet.id)


@bp.app_template_global("stamps")
def stamps(sheet: Sheet | None, boxes: list[str], people: dict) -> list[tuple[str, str, str]]:
    """The approval boxes on paper: who handed it in stands in the first, who confirmed in the one that
    is called as their post is, or in the last; the others are for seals."""
    filled = [(label, "", "") for label in boxes]
    if sheet is None or not filled:
        return filled
    if sheet.submitted_hash and sheet.submitted_at:
        by = called(people.get(sheet.submitted_by_id))
        filled[0] = (boxes[0], by, at(sheet.submitted_at))
    if sheet.confirmed_at:
        by = called(people.get(sheet.confirmed_by_id)) or sheet.confirmed_post
        by = _("%(name)s (for the head)", name=by) if sheet.confirmed_for else by
        place = _box_of(sheet.confirmed_post, boxes)
        filled[place] = (boxes[place], by, at(sheet.confirmed_at))
    return filled


def _box_of(post: str, boxes: list[str]) -> int:
    """「市民課長」 signs where it says 「課長」."""
    called_so = [place for place, label in enumerate(boxes) if label and label in post]
    return called_so[-1] if called_so else len(boxes) - 1
