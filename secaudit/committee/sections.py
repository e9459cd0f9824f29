"""The tables of the one page, from the snapshot. Needs an application context for the language."""

from collections.abc import Callable, Sequence

from flask_babel import gettext as _

from secaudit.committee.kinds import Part
from secaudit.committee.pack import Grid
from secaudit.committee.situation import status
from secaudit.committee.snapshot import Ahead, Matter, Resolved, Snapshot
from secaudit.committee.wording import Wording
from secaudit.errors import N_
from secaudit.findings.kinds import MARKS, Severity
from secaudit.reports.summary import FindingLine, Line
from secaudit.reports.words import change
from secaudit.web.language import day, in_my_language
from secaudit.web.rates import rate

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
    said = [*map(matter_words, chosen), *wording.more]
    rows = [[str(number), words] for number, words in enumerate(said, 1)]
    head = [_("Number"), _("Matter")]
    return cut(head, rows, wording.lines(Part.AGENDA), ["auto", 1]) if rows else None


def matter_words(of: Matter) -> str:
    """As it stands on the agenda; otherwise what is asked, of which finding and department."""
    if of.words:
        return of.words
    until = day(of.until, "plain") if of.until else ""
    asked = _(MATTERS[of.kind], day=until, time=of.extensions + 1, days=of.days_late)
    where = f"{of.number} {in_my_language(of.department)}"
    return _("%(matter)s (%(where)s)", matter=asked, where=where)


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
    """What is not done yet first: where lines are left out, it is of what is done."""
    head = [_("Day of the decision"), _("What was decided"), _("Owner"), _("Due"), _("State")]
    rows = [_resolved(each) for each in sorted(of.resolved, key=lambda each: each.done)]
    return (
        cut(head, rows, wording.lines(Part.RESOLVED), ["auto", 6, 3, "auto", "auto"])
        if rows
        else None
    )


def _resolved(each: Resolved) -> list[str]:
    state = _(each.state) if each.state else ""
    if each.moved and each.first_due_on:
        first = day(each.first_due_on, "table")
        state = _("%(state)s (put off, first %(day)s)", state=state, day=first)
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
