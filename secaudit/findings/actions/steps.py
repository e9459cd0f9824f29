"""One step of a finding, as every act takes it."""

from secaudit.findings import deadlines, lifecycle
from secaudit.findings.models import Action, Finding
from secaudit.organisation.settings import settings


def step(finding: Finding, act: str, plan: list[Action] | None = None, **changes) -> Finding:
    """The finding after the act, not yet written; Refused where the table has no such step."""
    finding.state = lifecycle.after(act, finding.state, finding.severity)
    for name, value in changes.items():
        setattr(finding, name, value)
    return pass_turn(finding, plan or [])


def pass_turn(finding: Finding, plan: list[Action]) -> Finding:
    """Write down who acts next, and by when."""
    states = [action.state for action in plan]
    finding.turn = lifecycle.turn(finding.state, states, settings()["bureau_step"])
    finding.next_due_on = deadlines.next_due(finding)
    return finding


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
