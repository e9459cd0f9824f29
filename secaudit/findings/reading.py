"""Named queries about findings; what other capabilities ask for stands here."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from peewee import JOIN, fn

from secaudit.audits.models import Engagement, WorkingPaper
from secaudit.audits.reach import lines
from secaudit.audits.rows import tuples
from secaudit.catalogue.models import Edition
from secaudit.errors import Missing
from secaudit.evidence.models import Evidence
from secaudit.findings.kinds import TO_BE_MENDED, Severity
from secaudit.findings.lifecycle import DRAFTS, OPEN, State
from secaudit.findings.models import Action, Finding
from secaudit.findings.sight import Sight
from secaudit.journal.actions import name
from secaudit.organisation.reading import predecessors, successors, tree
from secaudit.people.models import Assignment, Person
from secaudit.people.reading import in_force

WITH_UNIT = (
    Finding,
    WorkingPaper.id,
    WorkingPaper.name,
    WorkingPaper.name_en,
    WorkingPaper.code,
    WorkingPaper.bureau,
    WorkingPaper.position,
)


def findings():
    """All findings with the department they were found in."""
    return Finding.select(*WITH_UNIT).join(WorkingPaper)


def find(sight: Sight, id: int) -> Finding:
    """The finding if at least its status may be seen; else the same 404 as where there is none."""
    query = (
        Finding.select(
            *WITH_UNIT,
            Engagement,
            Edition.id,
            Edition.hash,
            Edition.label,
            Person.id,
            Person.name,
            Person.name_en,
        )
        .join(WorkingPaper)
        .join_from(Finding, Engagement)
        .join(Edition)
        .join_from(Finding, Person, JOIN.LEFT_OUTER, on=Finding.recorded_by)
    )
    found = query.where(Finding.id == id).get_or_none()
    if found is None or not sight.status(found):
        raise Missing()
    return found


def plan_with_owners(finding: Finding) -> list[Action]:
    return list(
        Action.select().where(Action.finding == finding).order_by(Action.position, Action.id)
    )


def evidence_of(finding: Finding, plan: Iterable[Action] = ()) -> list[Evidence]:
    """Of the finding, of the judgement it was raised from, and of what was done about it."""
    judgement = (Evidence.about == f"working_paper:{finding.paper_id}") & (
        Evidence.control == finding.control
    )
    abouts = [name(finding), *map(name, plan)]
    rows = Evidence.select().where((Evidence.about.in_(abouts) | judgement) & ~Evidence.removed)
    return list(rows.order_by(Evidence.id))


def uninstructed(engagement: Engagement | int) -> list[Finding]:
    """Issued findings of an audit whose deadlines do not run yet, by number."""
    query = findings().where((Finding.engagement == engagement) & WITHOUT_INSTRUCTION)
    return list(query.order_by(Finding.serial))


def uninstructed_audits():
    """Ids of the audits whose findings wait for the CISO's instruction, to be asked within."""
    return Finding.select(Finding.engagement).where(WITHOUT_INSTRUCTION)


WITHOUT_INSTRUCTION = (Finding.state == State.ISSUED) & Finding.due_on.is_null()


# --- what others ask ------------------------------------------------------------------------


def is_overdue(on: date):
    """The condition: open, and what is expected next was due before that day."""
    return Finding.state.in_(list(OPEN)) & (Finding.next_due_on < on)


def open_serious(on: date) -> list[Finding]:
    """Issued major findings that are not closed, the most urgent first."""
    query = findings().where((Finding.severity == Severity.MAJOR) & Finding.state.in_(list(OPEN)))
    return list(query.order_by(Finding.next_due_on, Finding.serial))


def overdue(on: date) -> list[Finding]:
    """Open findings with a date that has passed, the longest overdue first."""
    return list(findings().where(is_overdue(on)).order_by(Finding.next_due_on, Finding.serial))


def of_unit(unit: int, on: date) -> list[Finding]:
    """Issued findings of a department and of those it came from, the newest first."""
    return list(
        findings()
        .where(Finding.unit.in_(predecessors(unit)) & Finding.issued_at.is_null(False))
        .order_by(Finding.fiscal_year.desc(), Finding.serial.desc())
    )


def earlier(units: Iterable[int], before: Engagement) -> dict[str, list[Finding]]:
    """Control → issued findings of these departments from other engagements. One query."""
    query = (
        findings()
        .where(
            Finding.unit.in_(list(units))
            & (Finding.engagement != before)
            & Finding.issued_at.is_null(False)
        )
        .order_by(Finding.fiscal_year.desc(), Finding.serial.desc())
    )
    found: dict[str, list[Finding]] = {}
    for finding in query:
        found.setdefault(finding.control, []).append(finding)
    return found


def found_before(unit: int, control: str, now: Engagement) -> Finding | None:
    """The newest issued finding of this control in this department, or in those it came from."""
    past = earlier(lines().before([unit]), now).get(control, [])
    return next((each for each in past if each.severity != Severity.GOOD), None)


def severities_by_paper(engagement: Engagement) -> dict[int, dict[Severity, int]]:
    """Paper → how many findings of each severity, dropped ones left out. One query."""
    rows = tuples(
        Finding.select(Finding.paper, Finding.severity, fn.COUNT(Finding.id))
        .where((Finding.engagement == engagement) & (Finding.state != State.DROPPED))
        .group_by(Finding.paper, Finding.severity)
    )
    found: dict[int, dict[Severity, int]] = {}
    for paper, severity, count in rows:
        found.setdefault(paper, {})[Severity(severity)] = count
    return found


def followed_by_unit() -> dict[int, tuple[int, int]]:
    """Unit → (open findings to be mended, of which repeats), for proposing what to audit."""
    rows = tuples(
        Finding.select(Finding.unit, fn.COUNT(Finding.id), fn.COUNT(Finding.repeats))
        .where(Finding.state.in_(list(OPEN)) & Finding.severity.in_(list(TO_BE_MENDED)))
        .group_by(Finding.unit)
    )
    return {unit: (count, repeats) for unit, count, repeats in rows}


def in_fact_check(paper: WorkingPaper | int) -> list[Finding]:
    return list(
        findings()
        .where((Finding.paper == paper) & (Finding.state == State.FACT_CHECK))
        .order_by(Finding.serial)
    )


def of_engagement(engagement: Engagement, drafts: bool = True) -> list[Finding]:
    """In official order of departments, dropped ones left out."""
    query = findings().where((Finding.engagement == engagement) & (Finding.state != State.DROPPED))
    if not drafts:
        query = query.where(Finding.state.not_in(list(DRAFTS)))
    return list(query.order_by(WorkingPaper.position, Finding.serial))


def seen_of_engagement(engagement: Engagement, sight: Sight) -> list[Finding]:
    """The same, as far as this person sees: drafts are the auditors' own."""
    return [finding for finding in of_engagement(engagement) if sight.whole(finding)]


def known_of_paper(paper: int, sight: Sight) -> bool:
    """Whether anything of this paper is seen by this person."""
    return findings().where((Finding.paper == paper) & sight.condition()).exists()


def unit_names(units: Iterable[int], on: date) -> dict[int, Any]:
    """Departments as they are called on a day."""
    known = tree(on)
    return {unit: known.get(unit) for unit in units}


def owner_posts(finding: Finding, on: date) -> list[tuple[str, str]]:
    """The posts of the department (and what became of it) that can own an action."""
    here = list(successors(finding.unit_id))
    rows = (
        Assignment.select(Assignment, Person)
        .join(Person)
        .where(Assignment.unit.in_(here) & in_force(on) & (Assignment.title != ""))
        .order_by(Assignment.id)
    )
    posts: dict[str, str] = {}
    for row in rows:
        key = f"{row.unit_id}/{row.title}"
        who = posts.get(key)
        posts[key] = f"{who}・{row.person.name}" if who else f"{row.title}（{row.person.name}）"
    return list(posts.items())
