"""How a finding was followed up, as far as figures need it."""

from secaudit.calendar.moments import to_tokyo
from secaudit.findings.lifecycle import State
from secaudit.findings.models import Finding
from secaudit.metrics.audits import Followed

MENDED = {State.VERIFIED, State.CLOSED}


def followed_up(finding: Finding) -> Followed:
    """Mended on the day the head reported it, once an auditor has seen that it is so."""
    reported = to_tokyo(finding.reported_at).date() if finding.reported_at else None
    mended = reported or finding.closed_on if finding.state in MENDED else None
    return Followed(
        due=finding.due_on,
        closed=mended,
        repeat=finding.repeats_id is not None,
        extensions=finding.extensions,
    )
