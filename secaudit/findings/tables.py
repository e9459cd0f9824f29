"""A list of findings as a table to hand on, as it is shown to this reader."""

from collections.abc import Iterable
from datetime import date

from flask_babel import gettext as _

from secaudit.findings.expected import expected
from secaudit.findings.kinds import Turn
from secaudit.findings.lifecycle import OPEN
from secaudit.findings.models import Finding
from secaudit.findings.sight import Sight
from secaudit.web.language import called, day, language
from secaudit.web.spreadsheets import Cell, Table


def who_acts(finding: Finding) -> str:
    """In words; nobody is the empty text."""
    words = {
        Turn.AUDITOR: _("the auditors"),
        Turn.LEAD: _("the audit lead"),
        Turn.CISO: _("the CISO"),
        Turn.DIRECTOR: _("the bureau director"),
        Turn.DEPARTMENT: finding.paper.called(language()),
    }
    return words.get(finding.turn, "")


def table_of(
    findings: Iterable[Finding], sight: Sight, people: dict, on: date, conditions: str
) -> Table:
    """What only the status is seen of has neither severity nor title."""
    return Table(
        title=_("Findings"),
        headings=[
            _("Number"), _("Severity"), _("Finding"), _("Department"), _("Control"), _("State"),
            _("Waiting for"), _("To do"), _("Due"), _("First due date"), _("Days overdue"),
            _("Later dates granted"), _("Followed up by"),
        ],
        rows=[_row(each, sight, people, on) for each in findings],
        notes=[_("As of %(day)s.", day=day(on)), conditions] if conditions else
              [_("As of %(day)s.", day=day(on))],
    )  # fmt: skip


def _row(finding: Finding, sight: Sight, people: dict, on: date) -> list[Cell]:
    whole = sight.whole(finding)
    shown = finding.title if whole else (finding.publishable if finding.issued_at else "")
    words = expected(finding)
    return [
        finding.number,
        f"{finding.severity.mark} {_(finding.severity.label)}" if whole else "",
        shown,
        finding.paper.called(language()),
        finding.control if whole else "",
        _(finding.state.label),
        who_acts(finding),
        _(words) if words else "",
        finding.next_due_on,
        finding.first_due_on,
        days_late(finding, on) or None,
        finding.extensions or None,
        called(people[finding.assigned_to_id]) if whole and finding.assigned_to_id else "",
    ]


def days_late(finding: Finding, on: date) -> int:
    due = finding.next_due_on
    return max((on - due).days, 0) if due and finding.state in OPEN else 0
