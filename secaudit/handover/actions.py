"""Passing on what is bound to a name: one action, whatever was chosen, all of it or nothing."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from secaudit.access.guard import Actor
from secaudit.audits.models import TeamMember, WorkingPaper
from secaudit.audits.reading import auditors, obstacles
from secaudit.database import Record
from secaudit.errors import N_, Forbidden, Invalid
from secaudit.findings.actions import following
from secaudit.findings.models import Finding
from secaudit.handover.bound import Bound, What, bound_to
from secaudit.handover.succeeding import successors_of
from secaudit.journal.actions import record, transaction
from secaudit.people import posts
from secaudit.people.models import Assignment, Person
from secaudit.selfcheck.charges import colleagues
from secaudit.selfcheck.together import Charge, Thread


def may_pass(by: Actor, bound: Bound) -> bool:
    """Audits are the audit lead's, the rest the secretariat's or the department's."""
    if bound.what == What.FINDING:
        return by.may("assign findings")
    if bound.what == What.TEAM:
        return by.may("plan audits")
    if by.may("manage people") and bound.what == What.DEPUTY:
        return True
    row: Record = bound.row
    return isinstance(row, Charge | Thread) and (
        by.may("exempt sheets") or by.may("share sheets", within=row.sheet.path)
    )


def pass_on(
    person: Person, to: Person, keys: Collection[str], *, by: Actor, at: datetime, on: date
) -> list[Bound]:
    """From now on `to` has what was bound to `person`.

    One entry tells of it all; each finding has one of its own besides, which its history shows.
    """
    with transaction():
        chosen = [each for each in bound_to(person.id, on) if each.key in keys]
        if not chosen:
            raise Invalid(N_("Choose what is passed on."), field="chosen")
        if to.id == person.id:
            raise Invalid(N_("Choose somebody else."), field="to")
        if not all(may_pass(by, each) for each in chosen):
            raise Forbidden(N_("Your role does not allow this."))
        findings = [each.row for each in chosen if isinstance(each.row, Finding)]
        rows = [row for each in chosen for row in passed(each, to, by, at, on)]
        what = sorted(each.key for each in chosen)
        record(by, "handover.pass", person, rows, at=at, to=to.id, what=what)
        following.assign(findings, to, by=by, at=at, on=on)
        return chosen


def passed(bound: Bound, to: Person, by: Actor, at: datetime, on: date) -> Iterable[Record]:
    """The rows in which it changes hands."""
    row = bound.row
    if isinstance(row, Charge):
        return _section(row, to, by, at, on)
    if isinstance(row, Thread):
        require_colleague(row.sheet, to, on)
        row.to = to  # type: ignore[assignment]
        return [row]
    if isinstance(row, TeamMember):
        return _member(row, to, on)
    if isinstance(row, Assignment):
        return _stand_in(row, to, on)
    return []


def require_colleague(sheet, to: Person, on: date) -> None:
    if to.id not in {post.person_id for post in colleagues(sheet, on)}:
        raise Invalid(
            N_("%(name)s does not work in %(unit)s."), field="to", name=to.name, unit=sheet.name
        )


def _section(row: Charge, to: Person, by: Actor, at: datetime, on: date) -> list[Record]:
    require_colleague(row.sheet, to, on)
    same = (Charge.sheet == row.sheet_id) & (Charge.chapter == row.chapter) & (Charge.person == to)
    theirs = Charge.get_or_none(same) or Charge(sheet=row.sheet, chapter=row.chapter, person=to)
    row.ended = True
    theirs.ended, theirs.given_by, theirs.at = False, by.person, at  # type: ignore[assignment]
    return [row, theirs]


def _member(row: TeamMember, to: Person, on: date) -> list[Record]:
    """An auditor of another department; they declare their independence themselves."""
    units = [
        paper.unit_id
        for paper in WorkingPaper.select(WorkingPaper.unit).where(
            (WorkingPaper.engagement == row.engagement_id) & ~WorkingPaper.removed
        )
    ]
    if to.id not in {person.id for person, _roles in auditors(on)}:
        raise Invalid(N_("%(name)s is no auditor."), field="to", name=to.name)
    if obstacles([to.id], units, on):
        raise Invalid(
            N_("%(name)s may not audit all departments of “%(title)s”."),
            field="to",
            name=to.name,
            title=row.engagement.title,
        )
    same = (TeamMember.engagement == row.engagement_id) & (TeamMember.person == to)
    theirs = TeamMember.get_or_none(same) or TeamMember(engagement=row.engagement_id, person=to)
    if theirs.id is None or theirs.removed:
        theirs.statement, theirs.stated_at = "", None
    theirs.lead = bool(theirs.lead and not theirs.removed) or row.lead
    row.removed, theirs.removed = True, False
    return [row, theirs]


def _stand_in(row: Assignment, to: Person, on: date) -> list[Record]:
    """The same stand-in, from now on for the successor of the post."""
    holder = Assignment.get_by_id(row.acting_for_id)
    theirs = next((p for p in successors_of([holder], on)[holder.id] if p.person_id == to.id), None)
    if theirs is None or theirs.valid_from > on:
        raise Invalid(N_("%(name)s does not hold this post."), field="to", name=to.name)
    if row.person_id == to.id:
        posts.end(row, on)
        return [row]
    new = posts.continued(row, on, acting_for=theirs)
    posts.end(row, on)
    return [row, new]
