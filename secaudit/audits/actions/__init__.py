"""Everything that changes an engagement. One action, one transaction, one entry."""

from secaudit.audits.actions.planning import change, plan
from secaudit.audits.actions.preparing import Visit, schedule, state_independence, write_report
from secaudit.audits.actions.steps import advance, approve, approve_on_paper, move, notify

__all__ = [
    "Visit",
    "advance",
    "approve",
    "approve_on_paper",
    "change",
    "move",
    "notify",
    "plan",
    "schedule",
    "state_independence",
    "write_report",
]
