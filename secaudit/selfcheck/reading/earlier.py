"""Last period's answers beside the questions of now, and which may not be repeated."""

from datetime import datetime

from peewee import JOIN, fn

from secaudit.catalogue.models import Edition
from secaudit.catalogue.succession import links_between
from secaudit.selfcheck.answers import Earlier
from secaudit.selfcheck.carried import Links, beside
from secaudit.selfcheck.models import Afresh, Answer, Correction, Period, Sheet
from secaudit.selfcheck.reading.periods import catalogue_of, pinned_periods
from secaudit.selfcheck.reading.sheets import is_counted


def last_year_answers(
    row: Sheet, control: str = "", chapter: str = "", links: Links | None = None
) -> dict[str, list[Earlier]]:
    """Last period's answers by control of now, from the department or those it came from."""
    if not row.before:
        return {}
    links = links_into(row.period) if links is None else links
    asked = [control] if control else _asked(row, chapter)
    query = _handed_in().where(Answer.sheet.in_(row.before))
    if control or chapter:
        wanted = {id for each in asked if each in links for id in links[each].ids}
        query = query.where(Answer.control.in_(sorted(wanted)))
    found: dict[int, dict[str, Earlier]] = {}
    for answer in query:
        if is_counted(answer.sheet):
            found.setdefault(answer.sheet_id, {})[answer.control] = _earlier(answer)
    return beside(asked, links, found.values())


def _asked(row: Sheet, chapter: str) -> list[str]:
    if not chapter:
        return row.questions
    catalogue = catalogue_of(row.period)
    return [id for id in row.questions if catalogue.control(id).chapter == chapter]


AHEAD = "links_ahead"


def links_into(of: Period) -> Links:
    """Of each question of this period: where its answers stand in the one before; as it would be,
    where a period that has not been opened is looked at with the rules of now."""
    if AHEAD in of.__dict__:
        return of.__dict__[AHEAD]
    before = _edition_before(of)
    return links_between(before, of.edition) if before and of.edition else {}


def _edition_before(of: Period) -> Edition | None:
    if not of.previous_id:
        return None
    read = of.__rel__.get("previous") or pinned_periods().where(Period.id == of.previous_id).first()
    return read.edition if read else None


def earlier_by_sheet(of: Period) -> dict[int, dict[str, Earlier]]:
    """All answers of the period before, by sheet and control. One statement."""
    found: dict[int, dict[str, Earlier]] = {}
    if of.previous_id:
        for answer in _handed_in().where(Answer.period == of.previous_id):
            if is_counted(answer.sheet):
                found.setdefault(answer.sheet_id, {})[answer.control] = _earlier(answer)
    return found


def _handed_in():
    return (
        Answer.select(*EARLIER, Sheet.name, Sheet.state, Sheet.frozen_from, *CORRECTED)
        .join(Sheet)
        .join_from(Answer, Correction, JOIN.LEFT_OUTER, on=_corrected(), attr="correction")
        .where(Answer.asked)
        .order_by(Sheet.position, Correction.id)
    )


EARLIER = (
    Answer.sheet,
    Answer.control,
    Answer.value,
    Answer.reason,
    Answer.ready_reason,
    Answer.promised_on,
    Answer.same_years,
    Answer.answered_at,
)
CORRECTED = (Correction.id, Correction.value, Correction.reason, Correction.ready_reason)


def _corrected():
    return (
        (Correction.sheet == Answer.sheet)
        & (Correction.control == Answer.control)
        & Correction.approved_at.is_null(False)
    )


def _earlier(answer: Answer) -> Earlier:
    correction = getattr(answer, "correction", None)
    now = correction if correction is not None and correction.id else answer
    return Earlier(
        name=answer.sheet.name,
        value=now.value,
        reason=now.reason,
        ready_reason=now.ready_reason,
        promised_on=answer.promised_on,
        same_years=answer.same_years,
        answered_at=answer.answered_at,
        control=answer.control,
    )


def afresh_since(row: Sheet, links: Links | None = None) -> dict[str, datetime]:
    """Since when a question must be answered anew, by control; also where it had another id."""
    asked = _asked_afresh(row)
    if not asked:
        return {}
    links = links_into(row.period) if links is None else links
    for id, link in links.items():
        moments = [asked[each] for each in (id, *link.ids) if each in asked]
        if moments:
            asked[id] = max(moments)
    return asked


def _asked_afresh(row: Sheet) -> dict[str, datetime]:
    newest = fn.MAX(Afresh.at)
    query = (
        Afresh.select(Afresh.control, newest.alias("newest"))
        .where(Afresh.unit.in_(row.lineage or [row.unit_id]))
        .group_by(Afresh.control)
    )
    return {found.control: _moment(found.newest) for found in query}


def _moment(value: datetime | str) -> datetime:
    """SQLite gives the largest of a column back as text."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value
