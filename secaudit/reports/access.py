"""What a reader may see of a summary. Counts are for all; names and titles are not."""

from dataclasses import replace

from secaudit.access.guard import Actor
from secaudit.reports.summary import FindingLine, Summary


def seen_by(summary: Summary, actor: Actor) -> Summary:
    """Titles of findings go to those who may read findings everywhere; of others' findings the
    number, department and status stay, or, where not even those may be read, the count alone."""
    if actor.trusted or actor.units("read findings") is None:
        return summary
    statuses = actor.units("read finding statuses") is None
    return replace(
        summary,
        serious=_veiled(summary.serious, statuses),
        overdue=_veiled(summary.overdue, statuses),
        decisions=_veiled(summary.decisions, statuses),
    )


def _veiled(lines: tuple[FindingLine, ...], statuses: bool) -> tuple[FindingLine, ...]:
    if statuses:
        return tuple(replace(each, title="") for each in lines)
    return tuple(replace(each, id=0, number="", unit=0, department={}, title="") for each in lines)
