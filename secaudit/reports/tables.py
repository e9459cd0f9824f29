"""A summary as tables for Excel and CSV, with the words of the reader. Needs an application context."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from flask_babel import gettext as _

from secaudit.findings.kinds import Severity
from secaudit.metrics.counts import Counts
from secaudit.metrics.rate import ROUNDING_NOTE, Rate
from secaudit.reports.formulas import AUDITED_GROUND, GROUND, formulas_of, title_of
from secaudit.reports.sentences import comparison, conclusion, coverage, declared_and_audited
from secaudit.reports.summary import FindingLine, Line, Summary
from secaudit.reports.words import said
from secaudit.selfcheck.kinds import SheetState
from secaudit.web.language import at, in_my_language
from secaudit.web.spreadsheets import Cell, Table


def tables(summary: Summary) -> list[Table]:
    """One sheet each: first what is read, then what it rests on."""
    found = [
        head(summary),
        chapters(summary),
        items(summary),
        departments(summary),
        cells(summary),
        severities(summary),
        findings(_("Open serious findings"), summary.serious),
        findings(_("Overdue corrections"), summary.overdue),
        late(summary),
        exempted(summary),
        formulas(summary),
    ]
    return [each for each in found if each is not None]


def long_table(summary: Summary) -> Table:
    """Everything that is counted, in one table: for CSV."""
    rows = [
        [_("City"), "", "", *line_cells(summary.city)],
        *([_("Chapter"), c.id, c.title, *line_cells(c.line)] for c in summary.chapters),
        *([_("Ordinance item"), i.id, i.title, *line_cells(i.line)] for i in summary.items),
        *([_("Department"), str(d.unit), d.name, *line_cells(d.line)] for d in summary.departments),
        *_long_cells(summary),
    ]
    worded = [[in_my_language(c) if isinstance(c, dict) else c for c in row] for row in rows]
    headings = [_("Group"), _("Code"), _("Name"), *line_headings()]
    return Table(_("Summary"), headings, worded, notes(summary))


def _long_cells(summary: Summary) -> Iterable[list]:
    for unit, row in (summary.matrix or {}).items():
        for chapter, line in row.items():
            yield [_("Department and chapter"), f"{unit}/{chapter}", "", *line_cells(line)]


# --- what a line of figures is made of --------------------------------------------------------


def line_headings() -> list[str]:
    return [
        *count_headings(),
        _("Coverage, percent"),
        _("Implementation rate, percent"),
        _("Compared: this year, percent"),
        _("Compared: last year, percent"),
        _("Change, points"),
    ]


def count_headings() -> list[str]:
    return [
        _("Implemented"),
        _("Partly implemented"),
        _("Not implemented"),
        _("Not known"),
        _("Not applicable"),
        _("Not submitted"),
    ]


def line_cells(line: Line) -> list[Cell]:
    return [
        *count_cells(line.counts),
        percent(line.coverage),
        percent(line.rate),
        percent(line.current) if line.change is not None else "",
        percent(line.last) if line.change is not None else "",
        "" if line.change is None else line.change,
    ]


def count_cells(counts: Counts) -> list[Cell]:
    return [counts.a, counts.b, counts.c, counts.d, counts.n, counts.m]


def percent(rate: Rate) -> Decimal | str:
    """A number, or that there is nothing to assess: never 0 and never a dash."""
    return _("None to assess") if rate.percent is None else rate.percent


# --- the sheets -------------------------------------------------------------------------------


def head(summary: Summary) -> Table:
    of, period = summary.sheets, summary.period
    rows: list[Sequence[Cell]] = [
        [_("City"), in_my_language(summary.city_name)],
        [_("Period"), in_my_language(period.title)],
        [_("As of"), at(summary.at, "full")],
        [_("Edition of the catalogue"), period.edition],
        *([_("Conclusion"), said(each)] for each in conclusion(summary)),
        [_("Implementation rate, percent"), percent(summary.city.rate)],
        [_("Last year, percent"), percent(summary.city.last)],
        [_("Change, points"), "" if summary.city.change is None else summary.city.change],
        [_("Target, percent"), summary.variant.target],
        [_("Coverage, percent"), percent(summary.city.coverage)],
        [_("Sheets required"), of.required],
        [_("Sheets handed in"), of.counted],
        [_("Sheets confirmed by the head"), of.confirmed],
        [_("Sheets not handed in"), of.missing],
        [_("Sheets exempted"), of.exempted],
        [_("Submission rate, percent"), percent(of.submission)],
        [_("Departments whose rate fell"), len(summary.worse_departments)],
        [_("Open serious findings"), len(summary.serious)],
        [_("Overdue corrections"), len(summary.overdue)],
        [_("Items judged by auditors"), summary.audited.judged],
        [_("Judged conforming, percent"), percent(summary.audited.conformity)],
        [_("Declared implemented, judged otherwise"), summary.audited.differing],
    ]
    return Table(_("Summary"), [_("Figure"), _("Value")], rows, notes(summary))


def chapters(summary: Summary) -> Table:
    rows = [
        [each.id, in_my_language(each.title), *line_cells(each.line)] for each in summary.chapters
    ]
    return Table(_("By chapter"), [_("Code"), _("Chapter"), *line_headings()], rows, notes(summary))


def items(summary: Summary) -> Table:
    rows = [
        [
            each.id,
            in_my_language(each.title),
            *line_cells(each.line),
            each.audited.judged,
            percent(each.audited.conformity),
            each.audited.differing,
        ]
        for each in summary.items
    ]
    headings = [
        _("Item"),
        in_my_language(summary.law_title) or _("Ordinance items"),
        *line_headings(),
        _("Items judged by auditors"),
        _("Judged conforming, percent"),
        _("Declared implemented, judged otherwise"),
    ]
    return Table(_("Ordinance items"), headings, rows, notes(summary))


def departments(summary: Summary) -> Table:
    rows = [
        [
            in_my_language(each.bureau),
            in_my_language(each.name),
            _(SheetState(each.state).label),
            *line_cells(each.line),
        ]
        for each in summary.departments
    ]
    headings = [_("Bureau"), _("Department"), _("State"), *line_headings()]
    return Table(_("By department"), headings, rows, notes(summary))


def cells(summary: Summary) -> Table | None:
    """Implementation rate, department × chapter, in official order."""
    if summary.matrix is None:
        return None
    shown = [each for each in summary.columns if any(each.id in r for r in summary.matrix.values())]
    rows = [
        [in_my_language(each.name), *(_cell(summary, each.unit, c.id) for c in shown)]
        for each in summary.departments
    ]
    headings = [_("Department"), *(in_my_language(each.title) for each in shown)]
    return Table(_("Departments by chapter"), headings, rows, notes(summary))


def _cell(summary: Summary, unit: int, chapter: str) -> Cell:
    line = (summary.matrix or {}).get(unit, {}).get(chapter)
    if line is None:
        return _("Not asked")
    return _("Not submitted") if line.counts.m else percent(line.rate)


def severities(summary: Summary) -> Table:
    rows = [
        [_(Severity(each.severity).label), each.issued, each.open, each.overdue]
        for each in summary.severities
    ]
    headings = [_("Severity"), _("Issued this year"), _("Still open"), _("Overdue")]
    return Table(_("Findings by severity"), headings, rows, [_as_of(summary)])


def findings(title: str, lines: Iterable[FindingLine]) -> Table:
    rows = [
        [
            each.number,
            in_my_language(each.department),
            _(Severity(each.severity).label),
            each.title,
            each.first_due_on,
            each.due_on,
            each.extensions,
            each.days_late,
        ]
        for each in lines
    ]
    headings = [
        _("Number"),
        _("Department"),
        _("Severity"),
        _("Finding"),
        _("First due date"),
        _("Next due"),
        _("Extensions"),
        _("Days overdue"),
    ]
    return Table(title, headings, rows)


def late(summary: Summary) -> Table:
    rows = [
        [
            in_my_language(each.bureau),
            in_my_language(each.name),
            _(SheetState(each.state).label),
            each.due_on,
            each.days_late,
        ]
        for each in summary.late
    ]
    headings = [_("Bureau"), _("Department"), _("State"), _("Due"), _("Days overdue")]
    return Table(_("Departments not handed in"), headings, rows, [_as_of(summary)])


def exempted(summary: Summary) -> Table:
    rows = [[in_my_language(each.name), each.reason] for each in summary.exempted]
    return Table(_("Exempted departments"), [_("Department"), _("Reason")], rows)


def formulas(summary: Summary) -> Table:
    rows = [[_(title_of(key)), _(formula)] for key, formula in formulas_of(summary).items()]
    position = summary.position
    last = (
        [_("Journal: %(size)s entries, root %(root)s", size=position.size, root=position.root)]
        if position
        else []
    )
    return Table(_("Formulas"), [_("Figure"), _("Formula")], rows, [*notes(summary), *last])


def notes(summary: Summary) -> list[str]:
    """What stands under every table of figures."""
    return [
        said(coverage(summary)),
        _as_of(summary),
        _(GROUND),
        *([said(comparison(summary))] if comparison(summary) else []),
        said(declared_and_audited(summary)),
        _(AUDITED_GROUND),
        _(ROUNDING_NOTE),
    ]


def _as_of(summary: Summary) -> str:
    return _("As of %(as_of)s.", as_of=at(summary.at, "full"))
