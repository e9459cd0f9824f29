"""One step of a finding, as every act takes it."""

from datetime import date

from secaudit.findings import deadlines, lifecycle
from secaudit.findings.kinds import Since
from secaudit.findings.models import Action, DueDate, Finding
from secaudit.organisation.settings import settings


def step(finding: Finding, act: str, plan: list[Action] | None = None, **changes) -> Finding:
    """The finding after the act, not yet written; Refused where the table has no such step."""
    finding.state = lifecycle.after(act, finding.state, finding.severity)
    for name, value in changes.items():
        setattr(finding, name, value)
    return pass_turn(finding, plan or [])


def pass_turn(finding: Finding, plan: list[Action]) -> Finding:
    """Write down who acts next, and by when."""
    finding.turn = lifecycle.turn(
        finding.state,
        [action.state for action in plan],
        deadlines.waits_for_bureau(finding.severity, settings()),
        instructed=finding.due_on is not None,
        effect_seen=finding.effect_due_on is None,
    )
    finding.next_due_on = deadlines.next_due(finding, deadlines.closed_days(settings()))
    return finding


def hold(finding: Finding, due: date, since: Since, on: date) -> list[DueDate]:
    """From now on this date holds; those before it stay on record. Empty if it held already."""
    if finding.due_on == due:
        return []
    finding.due_on = due
    finding.first_due_on = finding.first_due_on or due
    return [DueDate(finding=finding, due_on=due, since=since, set_on=on)]


def plan_of(finding: Finding) -> list[Action]:
    rows = Action.select().where(Action.finding == finding).order_by(Action.position, Action.id)
    return list(rows)


def move_plan(plan: list[Action], act: str, **changes) -> list[Action]:
    """All actions of a plan after a step of theirs."""
    for action in plan:
        action.state = lifecycle.next_progress(act, action.state)
        for name, value in changes.items():
            setattr(action, name, value)
    return plan
