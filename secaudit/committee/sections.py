"""The tables of the one page, from the snapshot. Needs an application context for the language."""

from collections.abc import Callable, Sequence

from flask_babel import gettext as _

from secaudit.calendar.fiscal import fiscal_label
from secaudit.committee.kinds import Part
from secaudit.committee.pack import Grid
from secaudit.committee.snapshot import Ahead, Matter, Resolved, Snapshot
from secaudit.committee.wording import Wording
from secaudit.errors import N_
from secaudit.findings.kinds import MARKS, Severity
from secaudit.metrics.rate import Rate
from secaudit.reports.summary import FindingLine, Line, Summary
from secaudit.reports.words import change, parts, rate
from secaudit.web.language import day, in_my_language, language

PERMILLE = 1000
EARLIER = 4  # years before this one
Rows = list[list[str]]

MATTERS = {
    "extension": N_("Put the correction off to %(day)s (extension no. %(time)s)"),
    "risk acceptance": N_("Accept the risk until %(day)s"),
    "overdue": N_("Overdue by %(days)s days: how to go on"),
}


def cut(head: Sequence[str], rows: Rows, most: int, widths, right=()) -> Grid:
    """A list of at most so many rows. For each row less it is said how many are left out."""
    shown = rows[:most]
    rests = [rest(len(rows) - len(shown) + k) for k in range(len(shown) + 1)]
    return Grid(head, shown, widths, right, rests)


def rest(left_out: int) -> str:
    return _("and %(num)s more (in the annexes)", num=left_out) if left_out else ""


# --- matters for decision ---------------------------------------------------------------------


def agenda(of: Snapshot, wording: Wording) -> Grid | None:
    chosen = [each for each in of.matters if each.key in wording.agenda]
    said = [*map(_matter, chosen), *([each, "", ""] for each in wording.more)]
    rows = [[str(number), *row] for number, row in enumerate(said, 1)]
    head = [_("Number"), _("Matter"), _("Finding"), _("Department")]
    return cut(head, rows, wording.lines(Part.AGENDA), ["auto", 7, 1.6, 4]) if rows else None


def matter_words(of: Matter) -> str:
    if of.words:
        return of.words
    until = day(of.until, "plain") if of.until else ""
    return _(MATTERS[of.kind], day=until, time=of.extensions + 1, days=of.days_late)


def _matter(of: Matter) -> list[str]:
    return [matter_words(of), of.number, in_my_language(of.department)]


# --- situation --------------------------------------------------------------------------------


def status(of: Snapshot, _wording: Wording) -> Grid:
    summary, years = of.summary, of.earlier[-EARLIER:]
    implemented = [each.implemented for each in years]
    handed_in = [each.handed_in for each in years]
    figures = [
        _rates(_("Implementation rate (declared)"), summary.city.rate, implemented),
        _rates(_("Sheets handed in"), summary.sheets.handed_in, handed_in),
        _alone(_("Coverage of answers"), summary.city.coverage, len(years)),
        _alone(_("Judged conforming by auditors"), summary.audited.conformity, len(years)),
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


def _count(label: str, now: int, years: int) -> list[str]:
    return [label, *([""] * years), str(now), "", "0"]


def _spark(rates: Sequence[Rate]) -> list[int]:
    return [PERMILLE * each.numerator // each.denominator for each in rates if each.denominator]


def with_parts(of: Rate) -> str:
    return f"{rate(of)} ({parts(of)})" if of.denominator else rate(of)


# --- what got worse ---------------------------------------------------------------------------


def worse(of: Snapshot, wording: Wording) -> Grid | None:
    """Chapters, the largest fall first; then departments, in official order."""
    rows = [
        *([_("Chapter"), in_my_language(c.title), *_fall(c.line)] for c in of.summary.worse_chapters),
        *([_("Department"), in_my_language(d.name), *_fall(d.line)]
          for d in of.summary.worse_departments),
    ]  # fmt: skip
    head = [
        _("Group"),
        _("Chapter or department"),
        _("Last year"),
        _("This year"),
        _("Change (points)"),
    ]
    widths = ["auto", 6, 1.8, 1.8, 2]
    return cut(head, rows, wording.lines(Part.WORSE), widths, (2, 3, 4)) if rows else None


def _fall(line: Line) -> list[str]:
    return [rate(line.last), rate(line.current), change(line.change)]


# --- serious findings and corrections ---------------------------------------------------------


def severities(of: Snapshot) -> Grid:
    found = of.summary.severities
    rows = [
        [_("New"), *(str(each.issued) for each in found)],
        [_("Still open"), *(str(each.open) for each in found)],
        [_("Overdue"), *(str(each.overdue) for each in found)],
    ]
    head = [_("Findings"), *(severity(each.severity) for each in found)]
    return Grid(head, rows, [2, *([1.5] * len(found))], range(1, len(head)))


def severity(value: str) -> str:
    return f"{MARKS[Severity(value)]} {_(Severity(value).label)}"


def serious(of: Snapshot, wording: Wording) -> Grid | None:
    head = [_("Number"), _("Department"), _("Summary"), _("Next due"), _("Days overdue")]
    rows = [_serious(each) for each in of.summary.serious]
    widths = ["auto", 3, 6, "auto", "auto"]
    return cut(head, rows, wording.lines(Part.FINDINGS), widths, (3, 4)) if rows else None


def _serious(each: FindingLine) -> list[str]:
    late = str(each.days_late) if each.days_late else ""
    name = in_my_language(each.department)
    return [each.number, name, each.title, day(each.due_on, "table"), late]


# --- decisions and dates ----------------------------------------------------------------------


def resolved(of: Snapshot, wording: Wording) -> Grid | None:
    head = [_("Day of the decision"), _("What was decided"), _("Owner"), _("Due"), _("State")]
    rows = [_resolved(each) for each in of.resolved]
    return (
        cut(head, rows, wording.lines(Part.RESOLVED), ["auto", 6, 3, "auto", 2]) if rows else None
    )


def _resolved(each: Resolved) -> list[str]:
    state = _(each.state) if each.state else ""
    return [day(each.decided_on, "table"), each.words, each.owner, day(each.due_on, "table"), state]


def ahead(of: Snapshot, wording: Wording) -> Grid | None:
    rows = [[day(each.on, "plain"), _ahead(each), str(each.number or "")] for each in of.ahead]
    head = [_("Day"), _("What"), _("How many")]
    return cut(head, rows, wording.lines(Part.AHEAD), ["auto", 8, 1.4], (2,)) if rows else None


def _ahead(each: Ahead) -> str:
    return " ".join(filter(None, [_(each.kind), each.words]))


TABLES: dict[Part, Callable[[Snapshot, Wording], Grid | None]] = {
    Part.CONCLUSION: lambda of, wording: None,
    Part.AGENDA: agenda,
    Part.STATUS: status,
    Part.WORSE: worse,
    Part.FINDINGS: serious,
    Part.RESOLVED: resolved,
    Part.AHEAD: ahead,
}
