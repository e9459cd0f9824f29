"""The answers to a survey, from the summary of a self-check. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from secaudit.catalogue.controls import Catalogue
from secaudit.errors import N_
from secaudit.metrics.answers import implementation_rate
from secaudit.metrics.counts import Counts
from secaudit.opendata.mapping import Item, Known, Survey
from secaudit.reports.summary import Summary
from secaudit.web.spreadsheets import Cell


@dataclass(frozen=True)
class Figure:
    title: str  # message id
    value: Callable[[Summary], Cell]


FIGURES: dict[str, Figure] = {
    "fiscal_year": Figure(N_("Fiscal year"), lambda s: s.period.fiscal_year),
    "reference_date": Figure(N_("Reference date"), lambda s: s.period.reference_date),
    "departments_required": Figure(N_("Sheets required"), lambda s: s.sheets.required),
    "departments_handed_in": Figure(N_("Sheets handed in"), lambda s: s.sheets.counted),
    "departments_confirmed": Figure(
        N_("Sheets confirmed by the head"), lambda s: s.sheets.confirmed
    ),
    "submission_rate": Figure(N_("Submission rate"), lambda s: s.sheets.submission.percent),
    "coverage_rate": Figure(N_("Coverage"), lambda s: s.city.coverage.percent),
    "implementation_rate": Figure(N_("Implementation rate"), lambda s: s.city.rate.percent),
    "questions": Figure(N_("Questions"), lambda s: sum(each.controls for each in s.chapters)),
    "audited_items": Figure(N_("Items judged by auditors"), lambda s: s.audited.judged),
    "audited_conforming_rate": Figure(
        N_("Conformity judged by auditors"), lambda s: s.audited.conformity.percent
    ),
    "audited_departments": Figure(
        N_("Departments that were audited"), lambda s: s.audited.departments
    ),
    "findings_issued": Figure(
        N_("Findings issued this year"), lambda s: sum(each.issued for each in s.severities)
    ),
    "findings_open": Figure(
        N_("Findings that are open"), lambda s: sum(each.open for each in s.severities)
    ),
    "findings_overdue": Figure(N_("Overdue corrections"), lambda s: len(s.overdue)),
}

# Of a control departments are counted, of a chapter their answers to all of its controls.
SHOWS: dict[str, tuple[str, Callable[[Counts], Cell]]] = {
    "rate": (N_("Implementation rate, percent"), lambda c: implementation_rate(c).percent),
    "implemented": (N_("Answers ○"), lambda c: c.a),
    "partial": (N_("Answers △"), lambda c: c.b),
    "not_implemented": (N_("Answers ×"), lambda c: c.c),
    "unknown": (N_("Answers ？"), lambda c: c.d),
    "not_applicable": (N_("Answers －"), lambda c: c.n),
    "assessed": (N_("Answers to what applies"), lambda c: c.assessed),
}
FIRST_SHOW = "rate"


@dataclass(frozen=True)
class Ground:
    """What answers come from."""

    summary: Summary
    controls: Mapping[str, Counts]
    chapters: Mapping[str, Counts]


@dataclass(frozen=True)
class Answered:
    item: Item
    value: Cell  # None where nothing could be said
    title: str = ""  # of the figure, a message id

    @property
    def missing(self) -> bool:
        return self.value is None or self.value == ""


def known(catalogue: Catalogue) -> Known:
    return Known(
        figures=tuple(FIGURES),
        shows=tuple(SHOWS),
        controls=tuple(each.id for each in catalogue.controls),
        chapters=tuple(each.id for each in catalogue.chapters),
    )


def answered(survey: Survey, ground: Ground) -> list[Answered]:
    """In the survey's order."""
    return [_answered(item, ground) for item in survey.items]


def _answered(item: Item, ground: Ground) -> Answered:
    if item.source == "figure":
        figure = FIGURES[item.name]
        return Answered(item, figure.value(ground.summary), figure.title)
    if item.source in ("control", "chapter"):
        counts = {"control": ground.controls, "chapter": ground.chapters}[item.source]
        title, value = SHOWS[item.show or FIRST_SHOW]
        return Answered(item, value(counts[item.name]) if item.name in counts else None, title)
    return Answered(item, item.name or None)
