"""What whoever's turn it is is expected to do, in a few words."""

from typing import Any

from secaudit.errors import N_
from secaudit.findings.kinds import Severity, Turn
from secaudit.findings.lifecycle import State

WORDS: dict[tuple[State, Turn], str] = {
    (State.DRAFT, Turn.AUDITOR): N_("finish the draft, then ask for the fact check"),
    (State.FACT_CHECK, Turn.DEPARTMENT): N_("answer the fact check"),
    (State.AGREED, Turn.LEAD): N_("issue the report"),
    (State.DISPUTED, Turn.LEAD): N_("decide about the objection"),
    (State.ISSUED, Turn.CISO): N_("give the instruction, or decide about a request"),
    (State.ISSUED, Turn.DEPARTMENT): N_("hand in the corrective plan"),
    (State.ISSUED, Turn.DIRECTOR): N_("endorse the plan"),
    (State.ISSUED, Turn.AUDITOR): N_("accept or return the plan"),
    (State.PLANNED, Turn.DEPARTMENT): N_("begin to mend"),
    (State.IN_PROGRESS, Turn.DEPARTMENT): N_("mend it and report it"),
    (State.REPORTED, Turn.AUDITOR): N_("verify that it is mended"),
    (State.VERIFIED, Turn.AUDITOR): N_("check whether it has lasted"),
    (State.VERIFIED, Turn.LEAD): N_("close the finding"),
}
REPLY = N_("answer the observation")
DECIDE = N_("decide about the request")


def expected(finding: Any) -> str:
    """A message id; empty where nothing is left to do."""
    if finding.turn == Turn.NOBODY:
        return ""
    step = (finding.state, finding.turn)
    if finding.severity == Severity.OBSERVATION and step == (State.ISSUED, Turn.DEPARTMENT):
        return REPLY
    return WORDS.get(step, DECIDE)
