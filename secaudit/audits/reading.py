"""Named queries: engagements somebody may see, their teams and papers, who was last audited."""

from collections.abc import Iterable
from datetime import date

from peewee import JOIN, fn

from secaudit.access.guard import Actor
from secaudit.access.matrix import ALL, MAY
from secaudit.access.roles import Role
from secaudit.audits.independence import bars, reason
from secaudit.audits.lifecycle import ISSUED
from secaudit.audits.models import Engagement, TeamMember, WorkingPaper
from secaudit.audits.reach import Ground, ground, held_by, own_engagements
from secaudit.audits.rows import tuples
from secaudit.audits.sampling.reading import of_single_cells
from secaudit.catalogue.models import Edition
from secaudit.errors import Missing
from secaudit.people.models import Assignment, Person
from secaudit.people.reading import in_force


def sees_all(actor: Actor) -> bool:
    scheme = MAY["read audits"]
    return actor.trusted or any(scheme.get(post.role) == ALL for post in actor.posts)


def visible_engagements(actor: Actor, on: date):
    """Newest first."""
    query = Engagement.select().order_by(Engagement.fiscal_year.desc(), Engagement.serial.desc())
    if sees_all(actor):
        return query
    return query.where(Engagement.id.in_(own_engagements(actor, on) or [0]))


def find(actor: Actor, id: int, on: date) -> Engagement:
    """The engagement, or the same 404 whether it is foreign or does not exist."""
    # The edition's content is large and kept in memory by its hash: it stays in the table here.
    query = Engagement.select(
        Engagement, Edition.id, Edition.hash, Edition.label, Edition.catalogue
    ).join(Edition)
    found = query.where(Engagement.id == id).get_or_none()
    if found is None or not (sees_all(actor) or found.id in own_engagements(actor, on)):
        raise Missing()
    return found


def team(engagement: int | Engagement) -> list[TeamMember]:
    """The leader first."""
    rows = TeamMember.select(TeamMember, Person).join(Person)
    rows = rows.where((TeamMember.engagement == engagement) & ~TeamMember.removed)
    return list(rows.order_by(TeamMember.lead.desc(), TeamMember.id))


def papers(engagement: int | Engagement) -> list[WorkingPaper]:
    """In official order."""
    rows = WorkingPaper.select(WorkingPaper, Person).join(
        Person, JOIN.LEFT_OUTER, on=WorkingPaper.reviewed_by
    )
    rows = rows.where((WorkingPaper.engagement == engagement) & ~WorkingPaper.removed)
    return list(rows.order_by(WorkingPaper.position, WorkingPaper.id))


def team_names(engagements: Iterable[int]) -> dict[int, list[Person]]:
    """Who audits in each of these, in one query."""
    rows = TeamMember.select(TeamMember, Person).join(Person)
    rows = rows.where(TeamMember.engagement.in_(list(engagements)) & ~TeamMember.removed)
    found: dict[int, list[Person]] = {}
    for row in rows.order_by(TeamMember.lead.desc(), TeamMember.id):
        found.setdefault(row.engagement_id, []).append(row.person)
    return found


def paper_counts(engagements: Iterable[int]) -> dict[int, int]:
    """How many departments each covers, in one query."""
    rows = WorkingPaper.select(WorkingPaper.engagement, fn.COUNT(WorkingPaper.id))
    rows = rows.where(WorkingPaper.engagement.in_(list(engagements)) & ~WorkingPaper.removed)
    return dict(tuples(rows.group_by(WorkingPaper.engagement)))


def auditors(on: date) -> list[tuple[Person, list[Role]]]:
    """Who may be put on a team: holders of an auditing role on that day."""
    rows = (
        Assignment.select(Assignment, Person)
        .join(Person)
        .where(
            Assignment.role.in_([Role.AUDITLEAD, Role.AUDITOR, Role.EXTERNAL])
            & in_force(on)
            & Person.left_on.is_null()
        )
        .order_by(Assignment.id)
    )
    found: dict[int, tuple[Person, list[Role]]] = {}
    for row in rows:
        found.setdefault(row.person_id, (row.person, []))[1].append(row.role)
    return list(found.values())


def last_audited() -> dict[int, int]:
    """Unit → the last fiscal year in which a report about it was issued, other than about single
    drawn cells. One query.

    By the units as they were; ask `organisation.reading.successors` what they became.
    """
    rows = WorkingPaper.select(WorkingPaper.unit, fn.MAX(Engagement.fiscal_year)).join(Engagement)
    rows = rows.where(Engagement.state.in_(list(ISSUED)) & ~WorkingPaper.removed)
    rows = rows.where(Engagement.id.not_in(of_single_cells()))
    return dict(tuples(rows.group_by(WorkingPaper.unit)))


def obstacles(
    people: Iterable[int], units: Iterable[int], on: date, known: Ground | None = None
) -> dict[tuple[int, int], str]:
    """(person, unit) → why this person may not audit it (a message id)."""
    known, held = known or ground(on), held_by(people, on)
    lineages = {unit: known.lineage(unit) for unit in units}
    found = {}
    for person, posts in held.items():
        for unit, lineage in lineages.items():
            if kept := bars(posts, unit, lineage, on):
                found[person, unit] = reason(kept[0], on)
    return found
