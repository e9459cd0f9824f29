"""Which figures are published, by year and by bureau. Pure.

Only final self-checks; never a department, a chapter or a control, which would show weak points;
no group of fewer than five departments (`committee.masking.groups`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from secaudit.committee.masking import SMALLEST, groups
from secaudit.errors import N_
from secaudit.metrics.counts import Counts
from secaudit.metrics.rate import Rate
from secaudit.metrics.table import METRICS
from secaudit.reports.inputs import Text
from secaudit.reports.summary import Audited, Summary
from secaudit.web.spreadsheets import Cell

OTHERS: Text = {"ja": "その他の部局", "en": "Other bureaus"}


@dataclass(frozen=True)
class Field:
    """A column. The name never changes and is never translated: programs read it."""

    name: str
    title: str  # message id
    kind: str = "integer"  # as Table Schema calls it
    unit: str = ""  # message id
    formula: str = ""  # message id


@dataclass(frozen=True)
class Resource:
    """One table of the package."""

    name: str
    title: str  # message id
    fields: tuple[Field, ...]
    rows: tuple[tuple[Cell | Text, ...], ...]


DEPARTMENTS, CELLS, PERCENT = N_("departments"), N_("answers"), N_("percent")


def _rate(key: str) -> Field:
    of = METRICS[key]
    return Field(key, of.title, "number", PERCENT, of.formula)


YEAR = Field("fiscal_year", N_("Fiscal year"))
NUMBER = Field("number", N_("Self-check of the year"))
COUNTS = (
    Field("implemented", N_("Implemented"), unit=CELLS),
    Field("partial", N_("Partly implemented"), unit=CELLS),
    Field("not_implemented", N_("Not implemented"), unit=CELLS),
    Field("unknown", N_("Not known"), unit=CELLS),
    Field("not_applicable", N_("Not applicable"), unit=CELLS),
    Field("not_submitted", N_("Not submitted"), unit=CELLS),
)
YEARS = (
    YEAR,
    NUMBER,
    Field("reference_date", N_("Reference date"), "date"),
    Field("departments_required", N_("Sheets required"), unit=DEPARTMENTS),
    Field("departments_handed_in", N_("Sheets handed in"), unit=DEPARTMENTS),
    Field("departments_confirmed", N_("Sheets confirmed by the head"), unit=DEPARTMENTS),
    *COUNTS,
    _rate("submission_rate"),
    _rate("coverage_rate"),
    _rate("implementation_rate"),
    Field("audited_and_declared", N_("Items that were declared and judged by auditors"), unit=CELLS),
    Field("declared_implemented_judged_otherwise",
          N_("Declared implemented, judged otherwise"), unit=CELLS),
)  # fmt: skip
BUREAUS = (
    YEAR,
    NUMBER,
    Field("group", N_("Bureau"), "string"),
    Field("departments", N_("Number of departments"), unit=DEPARTMENTS),
    *COUNTS,
    _rate("coverage_rate"),
    _rate("implementation_rate"),
)


@dataclass(frozen=True)
class Year:
    """A final self-check; `number` within the fiscal year."""

    summary: Summary
    number: int


def resources(years: Sequence[Year]) -> tuple[Resource, ...]:
    """Oldest first. A year in which fewer than five departments handed in is left out."""
    shown = [each for each in years if each.summary.sheets.counted >= SMALLEST]
    return (
        Resource("years", N_("The city by year"), YEARS, tuple(map(_year, shown))),
        Resource(
            "bureaus",
            N_("Bureaus by year"),
            BUREAUS,
            tuple(row for each in shown for row in _bureaus(each)),
        ),
    )


def _year(of: Year) -> tuple[Cell, ...]:
    summary = of.summary
    sheets, city = summary.sheets, summary.city
    return (
        summary.period.fiscal_year, of.number, summary.period.reference_date,
        sheets.required, sheets.counted, sheets.confirmed, *_counts(city.counts),
        *_percents(sheets.submission, city.coverage, city.rate), *_audited(summary.audited),
    )  # fmt: skip


def _audited(of: Audited) -> tuple[int | None, int | None]:
    """Empty where auditors were in fewer than five departments: who they were is often known."""
    return (None, None) if 0 < of.departments < SMALLEST else (of.compared, of.differing)


def _bureaus(of: Year) -> Iterable[tuple[Cell | Text, ...]]:
    summary = of.summary
    for group in groups(summary.departments):
        yield (
            summary.period.fiscal_year, of.number, group.name or OTHERS, group.departments,
            *_counts(group.line.counts), *_percents(group.line.coverage, group.line.rate),
        )  # fmt: skip


def _counts(of: Counts) -> tuple[int, ...]:
    return of.a, of.b, of.c, of.d, of.n, of.m


def _percents(*rates: Rate) -> Iterable[Cell]:
    """Empty where there is nothing to assess: never 0."""
    return (rate.percent for rate in rates)
