"""Targets and measures of a fiscal year on A4: for the committee, and to be approved."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from secaudit.documents import Document, Part, heading, note, table, text
from secaudit.measures.attainment import Line
from secaudit.measures.forms import year_words
from secaudit.measures.kinds import CITY
from secaudit.measures.reading import YearOfMeasure
from secaudit.measures.year import Year
from secaudit.metrics.rate import ROUNDING_NOTE, signed
from secaudit.metrics.table import formula
from secaudit.organisation.settings import settings
from secaudit.web.language import day
from secaudit.web.rates import percent, with_parts


def year_paper(
    found: Year, rows: Sequence[YearOfMeasure], titles: Mapping[str, str], on: date
) -> Document:
    return Document(
        title=_("Targets and measures of %(year)s", year=year_words(found.year)),
        on=on,
        handling=settings()["handling_mark"],
        boxes=settings()["approval_boxes"],
        body=[
            heading(_("Targets and what was reached")),
            *_targets(found, titles),
            heading(_("Measures over several years")),
            *_measures(rows, titles),
        ],
        landscape=True,
    )


def _targets(found: Year, titles: Mapping[str, str]) -> list[Part]:
    if found.targets is None:
        return [text(_("No targets have been approved for this year."))]
    head = [
        _("Chapter"), _("Target"), _("Implementation rate"), _("Against the target"),
        _("Coverage"), _("Departments that reach it"), _("Reached"),
    ]  # fmt: skip
    rows = [_line(each, titles) for each in found.lines]
    return [
        table(head, rows, widths=[6, 2, 3, 3, 3, 4, 2], right=[1, 2, 3, 4, 5]),
        note(basis(found)),
    ]


def _line(each: Line, titles: Mapping[str, str]) -> list[str]:
    return [
        _("City") if each.place == CITY else titles.get(each.place, each.place),
        percent(each.target) if each.target is not None else _("no target"),
        with_parts(each.rate),
        apart(each),
        with_parts(each.coverage),
        with_parts(each.attained) if each.target is not None else "",
        reached_words(each.reached),
    ]


def apart(each: Line) -> str:
    return "" if each.apart is None else _("%(points)s points", points=signed(each.apart))


def reached_words(reached: bool | None) -> str:
    return "" if reached is None else _("Reached") if reached else _("Not reached")


def basis(found: Year) -> str:
    """What stands under the table: the formulas and the ground of the figures."""
    parts = [
        _("Implementation rate: %(formula)s.", formula=_(formula("implementation_rate"))),
        _("Departments that reach it (attainment rate): %(formula)s.", formula=_(formula("attainment_rate"))),
        _("Self-declared by the departments."),
        _(ROUNDING_NOTE),
    ]  # fmt: skip
    if found.targets and found.targets.approved_on:
        parts.insert(0, _("Targets: version %(number)s, approved on %(day)s.",
                          number=found.targets.number, day=day(found.targets.approved_on)))  # fmt: skip
    return " ".join(parts)


def _measures(rows: Sequence[YearOfMeasure], titles: Mapping[str, str]) -> list[Part]:
    if not rows:
        return [text(_("None."))]
    head = [
        _("Measure"), _("Who (by post)"), _("From year to year"), _("Plan of the year"),
        _("What the year came to"), _("Evaluation"),
    ]  # fmt: skip
    return [table(head, [_measure(each, titles) for each in rows], widths=[5, 3, 3, 6, 6, 5])]


def _measure(each: YearOfMeasure, titles: Mapping[str, str]) -> list[str]:
    chapters = "、".join(titles.get(id, id) for id in each.chapters)
    return [
        f"{each.title}\n{chapters}",
        each.owner,
        span(each),
        each.plan,
        each.result or _(each.standing.label),
        evaluation_words(each),
    ]


def span(each: YearOfMeasure) -> str:
    """From which year to which; by how much its end was put off."""
    years = f"{year_words(each.first_year)}～{year_words(each.last_year)}"
    if not each.slipped:
        return years
    late = ngettext("put off by one year", "put off by %(num)s years", each.slipped)
    return f"{years}\n{late}"


def evaluation_words(each: YearOfMeasure) -> str:
    if each.evaluation is None:
        return ""
    return f"{each.evaluation.mark} {_(each.evaluation.label)}\n{each.words}"
