"""What must hold before a finding or a plan goes on. Pure: plain values in, a refusal out."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from secaudit.errors import N_, Invalid, Refused, needed
from secaudit.findings.kinds import Severity

LONGEST = 4000
MISSING_PARTS = {
    "condition": N_("%(number)s: write down what was seen (condition) first."),
    "criterion": N_("%(number)s: write down what it is measured by (criterion) first."),
}
MISSING_EVIDENCE = N_("%(number)s: record at least one piece of evidence first.")
MISSING_SUMMARY = N_("%(number)s: write the summary that may be published first.")


def ready_for_fact_check(finding: Any, evidence: int) -> None:
    """The head can only comment on facts that are there, with what proves them."""
    for part, message in MISSING_PARTS.items():
        if not getattr(finding, part).strip():
            raise Refused(message, number=finding.number)
    if not evidence and finding.severity != Severity.GOOD:
        raise Refused(MISSING_EVIDENCE, number=finding.number)


def ready_for_issue(finding: Any) -> None:
    if finding.severity != Severity.GOOD and not finding.recommendation.strip():
        raise Refused(N_("%(number)s: write down the recommendation first."), number=finding.number)
    if not finding.publishable.strip():
        raise Refused(MISSING_SUMMARY, number=finding.number)


def needs(words: str, message: str, field: str = "reason") -> str:
    """A reason somebody must give: not empty, not endless."""
    return needed(words, field, message, LONGEST)


def promise(due: date, today: date) -> None:
    if due < today:
        raise Invalid(
            N_("The date has passed already. Choose today or a later day."), field="due_on"
        )


def owns(actor_posts: Iterable[tuple[int | None, str]], owner_unit: int, owner_title: str) -> bool:
    """Whether one of these posts is the one that sees to the action."""
    return (owner_unit, owner_title) in set(actor_posts)
