"""The table of the situation: this year, the years before, the target. Needs an application context."""

from collections.abc import Sequence

from flask_babel import gettext as _

from secaudit.calendar.fiscal import fiscal_label
from secaudit.committee.pack import Grid
from secaudit.committee.snapshot import Snapshot
from secaudit.committee.wording import Wording
from secaudit.findings.kinds import Severity
from secaudit.metrics.rate import Rate
from secaudit.reports.summary import Audited, Summary
from secaudit.reports.words import change
from secaudit.web.language import language
from secaudit.web.rates import rate, with_parts

PERMILLE = 1000
EARLIER = 4  # years before this one


def status(of: Snapshot, _wording: Wording) -> Grid:
    summary, years = of.summary, of.earlier[-EARLIER:]
    implemented = [each.implemented for each in years]
    handed_in = [each.handed_in for each in years]
    figures = [
        _rates(_("Implementation rate (declared)"), summary.city.rate, implemented),
        _rates(_("Sheets handed in"), summary.sheets.handed_in, handed_in),
        _alone(_("Coverage of answers"), summary.city.coverage, len(years)),
        _audited(summary.audited, len(years)),
        _count(_("Serious findings open"), open_serious(summary), len(years)),
        _count(_("Corrections overdue"), overdue(summary), len(years)),
        [_("Incidents of the fiscal year"), *([""] * len(years)), str(summary.incidents.number)],
    ]
    target = summary.variant.target if of.target is None else of.target
    figures[0] += [change(summary.city.change), _("%(value)s%%", value=target)]
    rows = [row + [""] * (len(years) + 4 - len(row)) for row in figures]
    head = [
        _("Figure"), *(fiscal_label(each.fiscal_year, language()) for each in years), _("This year"),
        _("Change (points)"), _("Target"),
    ]  # fmt: skip
    widths = [5, *([1.7] * len(years)), 3.4, 2, 1.7]
    sparks = [
        _spark([*implemented, summary.city.rate]),
        _spark([*handed_in, summary.sheets.handed_in]),
    ]
    return Grid(head, rows, widths, range(1, len(head)), sparks=sparks)


def open_serious(summary: Summary) -> int:
    return sum(each.open for each in summary.severities if each.severity == Severity.MAJOR)


def overdue(summary: Summary) -> int:
    return sum(each.overdue for each in summary.severities)


def _rates(label: str, now: Rate, before: Sequence[Rate]) -> list[str]:
    return [label, *map(rate, before), with_parts(now)]


def _alone(label: str, now: Rate, years: int) -> list[str]:
    return [label, *([""] * years), with_parts(now)]


def _audited(of: Audited, years: int) -> list[str]:
    label = _("Judged conforming by auditors")
    if of.withheld:
        return [label, *([""] * years), _("not published")]
    return _alone(label, of.conformity, years)


def _count(label: str, now: int, years: int) -> list[str]:
    return [label, *([""] * years), str(now), "", "0"]


def _spark(rates: Sequence[Rate]) -> list[int]:
    return [PERMILLE * each.numerator // each.denominator for each in rates if each.denominator]
