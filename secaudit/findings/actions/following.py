"""Who follows a finding up, and reminding those whose turn it is."""

from collections.abc import Iterable
from datetime import date, datetime

from secaudit.access.guard import Actor
from secaudit.access.roles import Role
from secaudit.audits.guards import is_independent
from secaudit.audits.reading import auditors, team
from secaudit.errors import N_, Invalid, Refused
from secaudit.findings import guards
from secaudit.findings.kinds import Turn
from secaudit.findings.lifecycle import OVER
from secaudit.findings.models import Finding
from secaudit.journal.actions import record, transaction
from secaudit.people.models import Person


def assign(
    findings: Iterable[Finding], person: Person | None, *, by: Actor, at: datetime, on: date
) -> list[Finding]:
    """From now on this auditor follows them up (or nobody in particular). All of them, or none."""
    changed = []
    with transaction():
        for finding in findings:
            guards.require_deed(by, "assign findings", finding, on)
            if finding.state in OVER:
                raise Refused(N_("%(number)s is over."), number=finding.number)
            if person is not None:
                _refuse_unfit(finding, person, on)
            if finding.assigned_to_id == (person.id if person else None):
                continue
            finding.assigned_to = person
            record(by, "finding.assign", finding, [finding], at=at,
                   reason=person.name if person else "")  # fmt: skip
            changed.append(finding)
    return changed


def _refuse_unfit(finding: Finding, person: Person, on: date) -> None:
    """Of the team or the audit lead, and of another department."""
    members = {each.person_id for each in team(finding.engagement_id)}
    roles = {who.id: roles for who, roles in auditors(on)}.get(person.id, [])
    if not roles or (person.id not in members and Role.AUDITLEAD not in roles):
        raise Invalid(
            N_("%(name)s is not in the team that audits %(number)s."),
            field="person",
            name=person.name,
            number=finding.number,
        )
    if not is_independent(person.id, finding.unit_id, on):
        raise Invalid(
            N_("%(name)s may not audit the department of %(number)s."),
            field="person",
            name=person.name,
            number=finding.number,
        )


def remind(findings: Iterable[Finding], *, by: Actor, at: datetime, on: date) -> list[Finding]:
    """Put on record that whoever's turn it is was reminded; the words go out by the city's mail."""
    reminded = []
    with transaction():
        for finding in findings:
            guards.require_deed(by, "remind about findings", finding, on)
            if finding.turn == Turn.NOBODY:
                continue
            record(by, "finding.remind", finding, at=at, turn=finding.turn, due=finding.next_due_on)
            reminded.append(finding)
    return reminded
