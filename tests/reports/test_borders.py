"""The borders of the figures, each on every paper and page: overview, heat map, comparison, trend,
the A4 summary. Answers are given as letters and counted as everywhere else."""

from dataclasses import replace

import pytest
from flask_babel import force_locale

from secaudit.metrics.counts import Counts
from secaudit.metrics.rate import Rate
from secaudit.reports.building import build_summary
from secaudit.reports.heat import Show, heat_map
from secaudit.reports.pairing import sharing
from secaudit.reports.paper import ROOMS, draft
from secaudit.reports.sentences import conclusion
from secaudit.reports.trends import trend
from tests.reports import made

NOBODY = Rate(0, 0)


def answered(id: int, letters: str = "", **changes):
    """A sheet that was handed in with these answers, or not at all."""
    return made.sheet(id, counted=bool(letters), answers=letters, **changes)


def two_years(now, last, controls=made.CONTROLS, open=False):
    """As they are read: what both years have in common is counted apart."""
    this = made.year(now, controls, open=open, state="open" if open else "closed")
    this, before = made.compared(this, made.last_year(last))
    return build_summary(replace(made.inputs(), year=this, last=before)), (this, before)


def drawn(years, same_only=True):
    """The trend reads every year whole."""
    same = {each.id for each in years[0].controls}
    return trend([sharing(year, year.sheets_counted, same) for year in years], same_only)


def printed(app, summary) -> list[list[str]]:
    """The figures of the A4 summary."""
    with app.app_context(), force_locale("en"):
        return draft(summary, ROOMS[0])["figures"]["rows"]


def test_nobody_has_submitted(app):
    summary, years = two_years(
        [answered(1, before=(1001,)), answered(2, before=(1002,))],
        [answered(1001, "aaaaaa"), answered(1002, "aaaabb")],
        open=True,
    )
    assert (summary.city.rate, summary.city.coverage) == (NOBODY, Rate(0, 12))
    assert summary.collecting and summary.city.change is None
    assert [each.message for each in conclusion(summary)] == [
        "No department has handed in its sheet yet."
    ]
    found = heat_map(summary)
    assert all(row.missing and all(cell.missing for cell in row.cells) for row in found.rows)
    assert all(row.missing for row in heat_map(summary, show=Show.CHANGE).rows)
    line = drawn((years[1], years[0]))
    assert line.city == (Rate(10, 12), NOBODY) and line.spreads[-1] is None
    assert line.chapters[0].change is None and not line.fell
    assert printed(app, summary)[0][1:4] == ["None to assess", "", ""]


def test_everything_does_not_apply_in_a_department_and_in_the_city(app):
    summary, years = two_years(
        [answered(1, "nnnnnn", before=(1001,)), answered(2, "aaaabb", before=(1002,))],
        [answered(1001, "nnnnnn"), answered(1002, "aaaaaa")],
    )
    none, some = summary.departments
    assert (none.line.rate, none.line.coverage, none.line.change) == (NOBODY, Rate(6, 6), None)
    assert summary.city.rate == some.line.rate == Rate(4, 6), "nothing of it enters the city"
    assert none.line.many_not_applicable and summary.worse_departments == (some,)
    row = heat_map(summary).rows[0]
    assert (row.total.text, row.total.step, row.missing) == ("－", None, False)
    assert heat_map(summary, show=Show.CHANGE).rows[0].total.text == ""
    line = drawn((years[1], years[0]))
    assert line.spreads[-1].median == line.city[-1].percent, "one department has a rate"
    assert line.attained[-1] == Rate(0, 1) and line.not_applicable[-1] == Rate(6, 12)

    whole, _years = two_years([answered(1, "nnnnnn", before=(1001,))], [answered(1001, "aaaaaa")])
    assert printed(app, whole)[0][1:4] == ["None to assess", "", ""]
    assert heat_map(whole).total.text == "－"


def test_departments_that_merged_are_compared_with_all_they_came_from(app):
    summary, years = two_years(
        [answered(1, "aaaaab", before=(1001, 1002)), answered(3, "aaaaaa", before=(1003,))],
        [answered(1001, "aaaaaa"), answered(1002, "bbaaaa"), answered(1003, "caaaaa")],
    )
    merged = summary.departments[0].line
    assert (merged.last, merged.current) == (Rate(10, 12), Rate(5, 6)) and merged.change == 0
    assert summary.city.last == Rate(15, 18), "each of the three counts once"
    assert (summary.comparable.departments, summary.comparable.of_departments) == (2, 2)
    change = heat_map(summary, show=Show.CHANGE).rows[0]
    assert change.total.text == "±0" and change.cells[0].text == "+50.0"
    assert [rate.denominator for rate in drawn((years[1], years[0])).city] == [18, 12]
    assert printed(app, summary)[0][2:4] == ["83.3%", "+8.3"]


def test_a_withdrawn_control_stays_in_its_year_and_leaves_the_comparison(app):
    kept = made.CONTROLS[:-1]
    summary, years = two_years(
        [answered(1, "aaaab", before=(1001,))], [answered(1001, "aaaaac")], kept
    )
    assert (summary.city.last, summary.city.current) == (Rate(5, 5), Rate(4, 5))
    assert (summary.comparable.questions, summary.comparable.of_questions) == (5, 5)
    assert heat_map(summary, show=Show.CHANGE).rows[0].cells[-1].text == "-100.0"
    line = drawn((years[1], years[0]))
    assert line.city == (Rate(5, 5), Rate(4, 5)) and line.questions == 5
    assert drawn((years[1], years[0]), same_only=False).city[0] == Rate(5, 6)
    assert printed(app, summary)[0][2] == "100.0%"


def test_exempted_departments_are_in_no_figure_of_any_page(app):
    out = {"exempted": True, "state": "exempted", "exempt_reason": "休止中"}
    summary, years = two_years(
        [answered(1, before=(1001,), **out), answered(2, "aaaaaa", before=(1002,))],
        [answered(1001, "cccccc"), answered(1002, "aaaaab")],
    )
    assert summary.city.counts == Counts(a=6) and summary.sheets.required == 1
    assert [each.unit for each in summary.departments] == [2]
    assert [each.unit for each in summary.exempted] == [1]
    assert summary.city.last == Rate(5, 6), "nor in what is compared with"
    assert [row.department.unit for row in heat_map(summary).rows] == [2]
    line = drawn((years[1], years[0]))
    assert line.counted[-1] == Rate(1, 1) and line.city[-1] == Rate(6, 6)
    assert printed(app, summary)[1][1] == "100.0% (1/1)"


@pytest.mark.parametrize("letters", ["", "nnnnnn"])
def test_where_there_is_no_rate_there_is_neither_zero_nor_a_hundred(app, letters):
    summary, _years = two_years([answered(1, letters, before=(1001,))], [answered(1001, "nnnnnn")])
    with app.app_context(), force_locale("ja"):
        paper = draft(summary, ROOMS[0])
    (rate, *_more) = paper["figures"]["rows"]
    assert rate[1] == "対象なし" and rate[2:4] == ["", ""]
