"""One department: its self-check by chapter, its findings, who answers for it."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from secaudit.access.guard import Actor
from secaudit.access.roles import Role
from secaudit.calendar.moments import to_tokyo
from secaudit.errors import Missing
from secaudit.findings.followed import followed_up
from secaudit.findings.lifecycle import OPEN, Progress
from secaudit.findings.models import Action, Finding
from secaudit.findings.reading import of_unit
from secaudit.findings.sight import sight_of
from secaudit.metrics.audits import extended, on_time_rate
from secaudit.metrics.rate import Rate
from secaudit.people.models import Person
from secaudit.people.reading import holders
from secaudit.reports.building import build_summary
from secaudit.reports.reading import inputs_of
from secaudit.reports.summary import Summary
from secaudit.selfcheck.kinds import Form
from secaudit.selfcheck.models import Period, Sheet
from secaudit.selfcheck.reading import reads

UNDONE = {Progress.SUBMITTED, Progress.ENDORSED, Progress.ACCEPTED, Progress.IN_PROGRESS}


@dataclass(frozen=True)
class Known:
    """A finding with whether its words are shown to this reader."""

    finding: Finding
    whole: bool
    open: bool
    days_late: int


@dataclass(frozen=True)
class Promise:
    """An action that is not done yet, of a finding whose words this reader sees."""

    action: Action
    finding: Finding
    days_late: int


@dataclass(frozen=True)
class Department:
    sheet: Sheet
    summary: Summary  # of this department alone
    findings: tuple[Known, ...]
    heads: list[Person]
    contacts: list[Person]
    promises: tuple[Promise, ...] = ()  # open ones, the next due first
    kept: Rate = field(default_factory=lambda: Rate(0, 0))  # mended in time
    extended: int = 0  # findings whose date was ever moved
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
    findings = known_findings(unit, actor, on)
    followed = [followed_up(each.finding) for each in findings]
    was = [each.name["ja"] for each in (inputs.last.sheets if inputs.last else ())]
    return Department(
        sheet=sheet,
        summary=build_summary(replace(inputs, findings=())),
        findings=findings,
        promises=open_promises(findings, on),
        kept=on_time_rate(followed, on),
        extended=extended(followed),
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


def open_promises(findings: tuple[Known, ...], on) -> tuple[Promise, ...]:
    """What was promised and is not done, of open findings. One statement."""
    shown = {each.finding.id: each.finding for each in findings if each.whole and each.open}
    if not shown:
        return ()
    rows = Action.select().where(Action.finding.in_(list(shown)) & Action.state.in_(list(UNDONE)))
    ordered = rows.order_by(Action.due_on, Action.id)
    return tuple(
        Promise(row, shown[row.finding_id], max((on - row.due_on).days, 0)) for row in ordered
    )


def _late(finding: Finding, on) -> int:
    due = finding.next_due_on
    return max((on - due).days, 0) if due and finding.state in OPEN else 0
