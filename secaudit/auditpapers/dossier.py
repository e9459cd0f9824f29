"""Everything the papers of one audit are made of, read once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from secaudit.access.roles import Role
from secaudit.audits import reading
from secaudit.audits.lifecycle import ISSUED
from secaudit.audits.models import Engagement, TeamMember, WorkingPaper
from secaudit.catalogue.controls import Catalogue
from secaudit.catalogue.installed import pinned
from secaudit.findings.models import Finding
from secaudit.organisation.settings import settings
from secaudit.people.models import Assignment
from secaudit.people.reading import in_force
from secaudit.web.language import language


@dataclass(frozen=True)
class Dossier:
    """One audit on the day of a paper."""

    engagement: Engagement
    papers: list[WorkingPaper]
    team: list[TeamMember]
    catalogue: Catalogue
    findings: list[Finding]  # what whoever asks may see
    heads: dict[int, str]  # department → the post of its head
    on: date
    number: str  # of the paper, as the city gives it
    sender: str

    @property
    def issued(self) -> bool:
        return self.engagement.state in ISSUED

    @property
    def handling(self) -> str:
        return settings()["handling_mark"]

    def head(self, paper: WorkingPaper) -> str:
        unit = paper.called(language())
        return self.heads.get(paper.unit_id) or _("head of %(unit)s", unit=unit)

    def of(self, paper: WorkingPaper) -> list[Finding]:
        return [each for each in self.findings if each.paper_id == paper.id]

    def auditors(self) -> str:
        named = [_member(each) for each in self.team]
        return _(", ").join(named)


def _member(member: TeamMember) -> str:
    name = member.person.called(language())
    return _("%(name)s (leader)", name=name) if member.lead else name


def dossier(engagement: Engagement, findings: list[Finding], on: date, number: str = "") -> Dossier:
    papers = reading.papers(engagement)
    return Dossier(
        engagement,
        papers,
        reading.team(engagement),
        pinned(engagement.edition_id),
        findings,
        heads_of([paper.unit_id for paper in papers], on),
        on,
        number or engagement.number,
        lead_post(on),
    )


def heads_of(units: Iterable[int], on: date) -> dict[int, str]:
    """Department → the post of its head, without deputies. One query."""
    rows = Assignment.select(Assignment.unit, Assignment.title).where(
        (Assignment.role == Role.MGR)
        & Assignment.unit.in_(list(units))
        & in_force(on)
        & Assignment.acting_for.is_null()
    )
    found = list(rows.order_by(Assignment.id.desc()))
    return {row.unit_id: row.title for row in found if row.title and row.unit_id}


def lead_post(on: date) -> str:
    """The post in which the audit lead signs."""
    return post_of(Role.AUDITLEAD, on) or _("Audit lead")


def post_of(role: Role, on: date) -> str:
    rows = Assignment.select(Assignment.title).where(
        (Assignment.role == role) & in_force(on) & Assignment.acting_for.is_null()
    )
    found = rows.order_by(Assignment.id).first()
    return found.title if found else ""
