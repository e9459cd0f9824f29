"""Named queries: a paper with its rows, progress, and declared beside judged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from peewee import JOIN, fn

from secaudit.access.guard import Actor
from secaudit.audits.models import Engagement, WorkingPaper
from secaudit.audits.reach import own_engagements
from secaudit.audits.reading import sees_all
from secaudit.audits.rows import tuples
from secaudit.catalogue.models import Edition
from secaudit.errors import Missing
from secaudit.fieldwork.judging import Judgement
from secaudit.fieldwork.models import PaperItem
from secaudit.organisation.models import Unit
from secaudit.people.models import Person
from secaudit.selfcheck.kinds import Form, Value
from secaudit.selfcheck.models import Answer, Period, Sheet
from secaudit.selfcheck.reading import is_counted


def find_paper(actor: Actor, id: int, on: date) -> WorkingPaper:
    """The paper with its engagement, or the same 404 whether it is foreign or does not exist."""
    query = (
        WorkingPaper.select(
            WorkingPaper, Engagement, Edition.id, Edition.hash, Edition.label, Period
        )
        .join(Engagement)
        .join(Edition)
        .join_from(Engagement, Period, JOIN.LEFT_OUTER)
        .where((WorkingPaper.id == id) & ~WorkingPaper.removed)
    )
    paper = query.get_or_none()
    if paper is None or not _may_read(actor, paper.engagement_id, on):
        raise Missing()
    return paper


def _may_read(actor: Actor, engagement: int, on: date) -> bool:
    return sees_all(actor) or engagement in own_engagements(actor, on)


def find_item(actor: Actor, id: int, on: date) -> PaperItem:
    query = (
        PaperItem.select(PaperItem, WorkingPaper, Engagement).join(WorkingPaper).join(Engagement)
    )
    item = query.where(PaperItem.id == id).get_or_none()
    if item is None or item.paper.removed or not _may_read(actor, item.paper.engagement_id, on):
        raise Missing()
    return item


def items(paper: WorkingPaper) -> list[PaperItem]:
    """In the catalogue's order, with who judged."""
    rows = PaperItem.select(PaperItem, Person).join(Person, JOIN.LEFT_OUTER)
    return list(rows.where(PaperItem.paper == paper).order_by(PaperItem.position))


def progress(engagement: Engagement) -> dict[int, tuple[int, int]]:
    """Paper → (judged, all), in one query."""
    judged = fn.SUM((PaperItem.judgement != Judgement.UNCHECKED).cast("integer"))
    rows = tuples(
        PaperItem.select(PaperItem.paper, judged, fn.COUNT(PaperItem.id))
        .join(WorkingPaper)
        .where(WorkingPaper.engagement == engagement)
        .group_by(PaperItem.paper)
    )
    return {paper: (done or 0, total) for paper, done, total in rows}


@dataclass(frozen=True, slots=True)
class Compared:
    """One control of one department: what it declared and how an auditor judged it."""

    unit: int
    control: str
    declared: Value | None
    judgement: Judgement


def judgements(period: Period) -> list[Compared]:
    """Everything that was judged beside the answers of this period. Two queries."""
    answers = _declared_in(period)
    rows = tuples(
        PaperItem.select(WorkingPaper.unit, PaperItem.control, PaperItem.judgement)
        .join(WorkingPaper)
        .join(Engagement)
        .where((Engagement.period == period) & ~WorkingPaper.removed)
        .where(PaperItem.judgement != Judgement.UNCHECKED)
        .order_by(WorkingPaper.position, PaperItem.position)
    )
    return [
        Compared(unit, control, answers.get((unit, control)), Judgement(judged))
        for unit, control, judged in rows
    ]


def _declared_in(period: Period) -> dict[tuple[int, str], Value]:
    rows = (
        Answer.select(Answer.unit, Answer.control, Answer.value, Sheet.state, Sheet.frozen_from)
        .join(Sheet)
        .where((Answer.period == period) & Answer.asked & (Sheet.form == Form.DEPARTMENT))
    )
    return {(row.unit_id, row.control): row.value for row in rows if is_counted(row.sheet)}


def units_in_hand(actor: Actor, on: date) -> set[int]:
    """The departments of this person's engagements: whose self-check they may read as well."""
    engagements = own_engagements(actor, on)
    if not engagements:
        return set()
    rows = WorkingPaper.select(WorkingPaper.unit).where(
        WorkingPaper.engagement.in_(list(engagements)) & ~WorkingPaper.removed
    )
    return {row.unit_id for row in rows}


def facts_of(papers: Iterable[WorkingPaper]) -> dict[int, set[str]]:
    """Unit → the gates of the catalogue that hold there, for deciding which controls apply."""
    units = Unit.select(Unit.id, Unit.facts).where(Unit.id.in_([p.unit_id for p in papers]))
    return {unit.id: set(unit.facts) for unit in units}
