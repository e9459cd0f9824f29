"""The annexes, from the snapshot. Needs an application context for the language."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from flask_babel import gettext as _

from secaudit.committee import sections
from secaudit.committee.kinds import Part
from secaudit.committee.masking import Group
from secaudit.committee.pack import Annex
from secaudit.committee.snapshot import Snapshot, Standing
from secaudit.committee.wording import Wording
from secaudit.errors import N_
from secaudit.findings.kinds import Severity
from secaudit.findings.lifecycle import State
from secaudit.reports import tables
from secaudit.reports.heat import Cell as HeatCell
from secaudit.reports.heat import HeatMap, heat_map
from secaudit.reports.strength.rules import Strength
from secaudit.reports.summary import FindingLine, Summary
from secaudit.web.language import in_my_language
from secaudit.web.spreadsheets.table import Cell, Table

Make = Callable[[Snapshot, int], Annex]
STRENGTH_BASIS = N_(
    "Each declared ○ is counted once, by the strongest that stands behind it: asserted only, recorded"
    " evidence, exercised, seen by an audit. It changes neither the declared nor the audited rate."
)
STRENGTH_AGE = N_("Age: of the one in the middle, in whole months until the day of the figures.")


def departments(of: Snapshot, number: int) -> Annex:
    made = tables.departments(of.summary)
    return Annex(number, _("Situation by department (official order)"), [made], landscape=True)


def heat(of: Snapshot, number: int) -> Annex:
    """Colours on paper; in the other formats the same figures as a table."""
    title = _("Heat map: share not implemented, department by chapter")
    found = heat_map(of.summary)
    return Annex(number, title, [shares(found, of.summary)], heat=found)


def shares(of: HeatMap, summary: Summary) -> Table:
    head = [_("Department"), _("All chapters"), *(in_my_language(c.title) for c in of.columns)]
    rows: list[list[Cell]] = [
        [in_my_language(each.department.name), *map(share, (each.total, *each.cells))]
        for each in of.rows
    ]
    rows.append([_("City"), *map(share, (of.total, *of.totals))])
    return Table(_("Share not implemented, percent"), head, rows, tables.notes(summary))


def share(of: HeatCell) -> Cell:
    """With one decimal, as every percentage; words where there is no figure."""
    if of.missing:
        return _("Not submitted")
    return Decimal(of.text).quantize(TENTH) if of.step is not None else of.text


def measures(of: Snapshot, number: int) -> Annex:
    made = [tables.chapters(of.summary), tables.items(of.summary)]
    return Annex(number, _("By chapter and by ordinance item"), made, landscape=True)


def findings(of: Snapshot, number: int) -> Annex:
    title = _("All findings (as far as they may be told)")
    return Annex(number, title, [all_findings(of.findings)])


def all_findings(found: Sequence[FindingLine]) -> Table:
    rows: list[list[Cell]] = [
        [
            each.number, in_my_language(each.department), _(Severity(each.severity).label),
            _(State(each.state).label), each.title, each.first_due_on, each.due_on,
            each.extensions, each.days_late,
        ]
        for each in found
    ]  # fmt: skip
    head = [
        _("Number"), _("Department"), _("Severity"), _("State"), _("Summary"),
        _("First due date"), _("Next due"), _("Extensions"), _("Days overdue"),
    ]  # fmt: skip
    return Table(_("Findings"), head, rows)


def late(of: Snapshot, number: int) -> Annex:
    made = [tables.late(of.summary), tables.exempted(of.summary)]
    return Annex(number, _("Sheets not handed in, and exempted departments"), made)


def changed(of: Snapshot, number: int) -> Annex:
    rows = [[each.id, in_my_language(each.title), _(each.change)] for each in of.changed]
    made = Table(_("Changed questions"), [_("Number"), _("Control"), _("What became of it")], rows)
    return Annex(number, _("Questions that changed since last year"), [made])


def method(of: Snapshot, number: int) -> Annex:
    return Annex(number, _("How it was counted"), [tables.formulas(of.summary)])


UNCUT = (
    Part.AGENDA,
    Part.RESOLVED,
    Part.AHEAD,
)  # the other parts' lists stand in annexes of their own
TENTH = Decimal("0.1")
NO_LIMIT = 1_000_000


def lists(of: Snapshot, wording: Wording, number: int) -> Annex:
    """What the page shows the first lines of, whole."""
    whole = replace(wording, rows={part.value: NO_LIMIT for part in UNCUT})
    grids = {part: sections.TABLES[part](of, whole) for part in UNCUT}
    made = [Table(_(part.label), grid.head, grid.rows) for part, grid in grids.items() if grid]
    title = _("Matters, decisions and dates in full")
    return Annex(number, title, made, nothing="" if made else _("None."))


def strength(of: Snapshot, number: int) -> Annex:
    """It enters neither the declared nor the audited rate."""
    head = [
        _("Group"), _("City, chapter or department"), _("Declared ○"),
        *(words for each in Strength for words in (_(each.label), _("Age (months)"))),
        _("Judged otherwise"),
    ]  # fmt: skip
    rows = [_standing(each) for each in of.strength]
    notes = [_(STRENGTH_BASIS), _(STRENGTH_AGE)]
    made = Table(_("On how much the declared ○ rest"), head, rows, notes)
    return Annex(number, _("On how much the declared ○ rest"), [made], landscape=True)


def _standing(of: Standing) -> list[Cell]:
    supports = [getattr(of, each.value) for each in Strength]
    told = [cell for each in supports for cell in (each.number, each.months)]
    total = sum(each.number for each in supports)
    return [_(of.of), in_my_language(of.name), total, *told, of.contradicted]


INTERNAL: Sequence[Make] = (departments, heat, measures, findings, late, changed, method)


# --- for publication --------------------------------------------------------------------------


def bureaus(groups: Sequence[Group], summary: Summary, number: int) -> Annex:
    rows = [
        [
            in_my_language(each.name) or _("Other offices"), each.departments,
            *tables.count_cells(each.line.counts), tables.percent(each.line.coverage),
            tables.percent(each.line.rate),
        ]
        for each in groups
    ]  # fmt: skip
    head = [
        _("Bureau"), _("Number of departments"), *tables.count_headings(), _("Coverage, percent"),
        _("Implementation rate, percent"),
    ]  # fmt: skip
    made = Table(_("By bureau"), head, rows, tables.notes(summary))
    return Annex(number, _("Situation by bureau"), [made], landscape=True)
