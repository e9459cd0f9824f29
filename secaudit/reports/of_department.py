"""One department: its self-check by chapter, its findings, who answers for it."""

from dataclasses import dataclass, replace
from datetime import datetime

from secaudit.access.guard import Actor
from secaudit.access.roles import Role
from secaudit.calendar.moments import to_tokyo
from secaudit.errors import Missing
from secaudit.findings.lifecycle import OPEN
from secaudit.findings.models import Finding
from secaudit.findings.reading import of_unit
from secaudit.findings.sight import sight_of
from secaudit.people.models import Person
from secaudit.people.reading import holders
from secaudit.reports.building import build_summary
from secaudit.reports.reading import inputs_of
from secaudit.reports.summary import Summary
from secaudit.selfcheck.kinds import Form
from secaudit.selfcheck.models import Period, Sheet
from secaudit.selfcheck.reading import reads


@dataclass(frozen=True)
class Known:
    """A finding with whether its words are shown to this reader."""

    finding: Finding
    whole: bool
    open: bool
    days_late: int


@dataclass(frozen=True)
class Department:
    sheet: Sheet
    summary: Summary  # of this department alone
    findings: tuple[Known, ...]
    heads: list[Person]
    contacts: list[Person]
    before: tuple[str, ...] = ()  # what it was called in the period before, where otherwise


def department(
    unit: int, of: Period, all_periods: list[Period], actor: Actor, at: datetime
) -> Department:
    """Missing for a department that this person may not see, as for one that is not there."""
    on = to_tokyo(at).date()
    sheet = Sheet.get_or_none(
        (Sheet.period == of.id) & (Sheet.unit == unit) & (Sheet.form == Form.DEPARTMENT)
    )
    if sheet is None or not reads(actor, sheet):
        raise Missing()
    inputs = inputs_of(of, all_periods, at, cells=True, unit=unit)
    was = [each.name["ja"] for each in (inputs.last.sheets if inputs.last else ())]
    return Department(
        sheet=sheet,
        summary=build_summary(replace(inputs, findings=())),
        findings=known_findings(unit, actor, on),
        heads=holders(Role.MGR, on, unit),
        contacts=holders(Role.CONTACT, on, unit),
        before=tuple(name for name in was if name != sheet.name),
    )


def known_findings(unit: int, actor: Actor, on) -> tuple[Known, ...]:
    sight = sight_of(actor, on)
    return tuple(
        Known(each, sight.whole(each), each.state in OPEN, _late(each, on))
        for each in of_unit(unit, on)
        if sight.status(each)
    )


def _late(finding: Finding, on) -> int:
    due = finding.next_due_on
    return max((on - due).days, 0) if due and finding.state in OPEN else 0
