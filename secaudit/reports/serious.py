"""Serious findings that are open, by department and chapter. One statement."""

from typing import Any

from peewee import fn

from secaudit.findings.kinds import Severity
from secaudit.findings.lifecycle import OPEN
from secaudit.findings.models import Finding


def serious_by_cell() -> dict[tuple[int, str], int]:
    query: Any = (
        Finding.select(Finding.unit, Finding.chapter, fn.COUNT(Finding.id))
        .where((Finding.severity == Severity.MAJOR) & Finding.state.in_(sorted(OPEN)))
        .group_by(Finding.unit, Finding.chapter)
    )
    return {(unit, chapter): number for unit, chapter, number in query.tuples()}
