"""Beginning the fieldwork, judging, and the reviewer's sign-off."""

from dataclasses import dataclass
from datetime import date, datetime

from secaudit.access.guard import Actor
from secaudit.audits import guards
from secaudit.audits.actions import move
from secaudit.audits.lifecycle import OPEN_PAPERS
from secaudit.audits.models import Engagement, WorkingPaper
from secaudit.audits.reading import papers
from secaudit.audits.sampling.reading import cells
from secaudit.catalogue.controls import Catalogue
from secaudit.catalogue.installed import pinned
from secaudit.database import locking
from secaudit.errors import N_, Conflict, Invalid, Refused
from secaudit.fieldwork.judging import LONGEST, Judgement
from secaudit.fieldwork.models import PaperItem
from secaudit.fieldwork.reading import facts_of
from secaudit.findings.models import Finding
from secaudit.journal.actions import CHANGED, based_on, record, transaction


def begin(engagement: Engagement, version: int, *, by: Actor, at: datetime, on: date) -> None:
    """The fieldwork begins: each paper gets its controls, as far as they apply there."""
    with transaction():
        based_on(engagement, version)
        guards.require_team(by, "audit", engagement, on)
        move(engagement, "engagement.begin")
        items = _items(engagement, pinned(engagement.edition))
        record(by, "engagement.begin", engagement, [engagement, *items], at=at, items=len(items))


def _items(engagement: Engagement, catalogue: Catalogue) -> list[PaperItem]:
    sheets = papers(engagement)
    facts = facts_of(sheets)
    chosen = [catalogue.control(id) for id in engagement.controls]
    drawn = cells(engagement)
    return [
        PaperItem(paper=paper, control=control.id, chapter=control.chapter, position=position)
        for paper in sheets
        for position, control in enumerate(chosen, 1)
        if facts[paper.unit_id] >= set(control.gates)
        and (drawn is None or (paper.unit_id, control.id) in drawn)
    ]


@dataclass(frozen=True)
class Seen:
    """What an auditor enters beside a control."""

    judgement: Judgement
    seen: str = ""
    procedure: str = ""
    population: str = ""
    sample: str = ""


FIELDS = tuple(Seen.__dataclass_fields__)
LIMITS = {"seen": LONGEST, "procedure": LONGEST, "population": 200, "sample": 200}


def judge(
    item: PaperItem, seen: Seen, version: int, *, by: Actor, at: datetime, on: date
) -> PaperItem:
    """Save one row. Two auditors may work on one paper; the later of two on one row is asked."""
    with transaction():
        paper = item.paper
        item = locking(PaperItem.select().where(PaperItem.id == item.id)).get()
        guards.require_auditor(by, "audit", paper, on)
        refuse_locked(paper)
        _refuse_too_long(seen)
        if item.version != version:
            raise Conflict(CHANGED, theirs=told(item), ours=told(seen))
        if all(getattr(item, name) == getattr(seen, name) for name in FIELDS):
            return item
        for name in FIELDS:
            setattr(item, name, getattr(seen, name))
        item.judged_by, item.judged_at = by.person, at  # type: ignore[assignment]
        record(by, "paper.judge", paper, [item, *unsigned(paper)], at=at, control=item.control)
    return item


def unsigned(paper: WorkingPaper) -> list[WorkingPaper]:
    """What was signed off was another paper: it is to be read once more."""
    if paper.reviewed_by_id is None:
        return []
    paper.reviewed_by = paper.reviewed_at = None
    return [paper]


def told(row: PaperItem | Seen) -> dict[str, str]:
    """A row's fields as plain text, for showing two of them side by side."""
    return {name: str(getattr(row, name).value if name == "judgement" else getattr(row, name))
            for name in FIELDS}  # fmt: skip


def refuse_locked(paper: WorkingPaper) -> None:
    if paper.locked_at or paper.removed or paper.engagement.state not in OPEN_PAPERS:
        raise Refused(N_("This working paper is locked. What it says can no longer change."))


def _refuse_too_long(seen: Seen) -> None:
    for name, limit in LIMITS.items():
        if len(getattr(seen, name)) > limit:
            raise Invalid(N_("Write at most %(limit)s characters."), field=name, limit=limit)


def sign_off(paper: WorkingPaper, version: int, *, by: Actor, at: datetime, on: date) -> None:
    """Somebody who judged nothing in it has read the paper."""
    with transaction():
        based_on(paper, version)
        guards.require_auditor(by, "audit", paper, on)
        refuse_locked(paper)
        judges = {row.judged_by_id for row in PaperItem.select(PaperItem.judged_by).where(
            PaperItem.paper == paper)}  # fmt: skip
        found = Finding.select(Finding.recorded_by).where(Finding.paper == paper)
        if by.person in judges | {row.recorded_by_id for row in found}:
            raise Refused(N_("Nobody signs off their own judgements. Another auditor has to."))
        paper.reviewed_by, paper.reviewed_at = by.person, at  # type: ignore[assignment]
        record(by, "paper.review", paper, [paper], at=at)
