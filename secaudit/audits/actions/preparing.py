"""Schedule, statements of independence, and the words around the findings of the report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from secaudit.access.guard import Actor
from secaudit.audits import guards
from secaudit.audits.lifecycle import BEFORE_REPORT, State
from secaudit.audits.models import Engagement, TeamMember, WorkingPaper
from secaudit.audits.reading import papers
from secaudit.errors import N_, Refused
from secaudit.journal.actions import based_on, record, transaction


@dataclass(frozen=True)
class Visit:
    on: date | None
    time: str = ""
    place: str = ""


def schedule(
    engagement: Engagement,
    visits: Mapping[int, Visit],
    version: int,
    *,
    by: Actor,
    at: datetime,
    on: date,
) -> None:
    """When each department is visited. `visits`: by number of the paper."""
    with transaction():
        guards.require_team(by, "audit", engagement, on)
        based_on(engagement, version)
        _refuse_when_over(engagement)
        changed = [p for p in papers(engagement) if p.id in visits and _visit(p, visits[p.id])]
        if changed:
            record(by, "engagement.schedule", engagement, [engagement, *changed], at=at)


def _refuse_when_over(engagement: Engagement) -> None:
    if engagement.state not in {State.PLANNED, State.APPROVED, State.NOTIFIED, State.FIELDWORK}:
        raise Refused(N_("The visits are over. The schedule can no longer change."))


def _visit(paper: WorkingPaper, visit: Visit) -> bool:
    """Take it over; say whether that changed anything."""
    before = (paper.visit_on, paper.visit_time, paper.place)
    paper.visit_on, paper.visit_time, paper.place = visit.on, visit.time, visit.place
    return before != (visit.on, visit.time, visit.place)


def state_independence(engagement: Engagement, statement: str, *, by: Actor, at: datetime) -> None:
    """A member of the team confirms for themselves that nothing ties them to the departments."""
    with transaction():
        member = TeamMember.get_or_none(
            (TeamMember.engagement == engagement)
            & (TeamMember.person == by.person)
            & ~TeamMember.removed
        )
        if member is None:
            raise Refused(N_("Only members of the team state their independence."))
        member.statement, member.stated_at = statement, at
        record(by, "engagement.independence", engagement, [member], at=at)


def write_report(
    engagement: Engagement,
    introduction: str,
    remarks: str,
    version: int,
    *,
    by: Actor,
    at: datetime,
    on: date,
) -> None:
    """What stands around the findings in the report, until it is issued."""
    with transaction():
        guards.require_team(by, "audit", engagement, on)
        based_on(engagement, version)
        if engagement.state not in BEFORE_REPORT:
            raise Refused(N_("The report has been issued. Its text can no longer change."))
        engagement.introduction, engagement.remarks = introduction, remarks
        record(by, "engagement.write", engagement, [engagement], at=at)
