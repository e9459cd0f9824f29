"""What the department declared in its self-check, beside the auditor's eyes."""

from secaudit.selfcheck.models import Answer, Period
from secaudit.selfcheck.reading import answers_for

__all__ = ["Answer", "declared"]


def declared(period: Period | None, unit: int) -> dict[str, Answer]:
    """Control → the answer that was handed in; nothing where no period stands beside the audit."""
    return answers_for(period, unit) if period else {}
