"""What the summary says, from plain values."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from secaudit.metrics.rate import Rate
from secaudit.reports.access import seen_by
from secaudit.reports.building import build_summary
from secaudit.reports.pairing import pairs
from secaudit.reports.sentences import conclusion
from tests.reports import made


def messages(summary) -> list[str]:
    return [each.message for each in conclusion(summary)]


def test_what_is_not_handed_in_is_m_and_enters_the_coverage_alone():
    summary = build_summary(made.inputs(departments=4, missing=1, answers="aaaabc"))

    assert (summary.city.counts.a, summary.city.counts.m) == (12, 6)
    assert summary.city.rate == Rate(12, 18)
    assert summary.city.coverage == Rate(18, 24)
    assert summary.sheets.missing == 1 and [each.unit for each in summary.late] == [1]


def test_every_table_adds_up_to_the_city():
    summary = build_summary(made.inputs(departments=7, missing=2, answers="abcdna"))

    assert sum(each.line.counts.asked for each in summary.chapters) == summary.city.counts.asked
    assert sum(each.line.counts.asked for each in summary.departments) == summary.city.counts.asked
    cells = [line for row in summary.matrix.values() for line in row.values()]
    assert sum(line.counts.a for line in cells) == summary.city.counts.a
    assert sum(line.counts.m for line in cells) == summary.city.counts.m


def test_better_worse_and_the_chapter_that_fell_most():
    summary = build_summary(made.inputs(answers="aacaca", last="aaaaac"))

    assert summary.city.change == Decimal("-16.7")
    assert [each.id for each in summary.worse_chapters] == ["C2"]
    assert messages(summary)[:2] == [
        "Overall it has become worse (%(before)s → %(now)s).",
        "%(chapter)s has become worse (%(before)s → %(now)s).",
    ]


def test_early_in_the_cycle_nothing_is_compared():
    summary = build_summary(made.inputs(departments=5, missing=3, answers="cccccc"))

    assert summary.collecting and summary.city.change is None
    assert not summary.worse_departments and not summary.worse_chapters
    assert "Being collected" in messages(summary)[0]


def test_a_closed_period_is_compared_however_few_handed_in():
    inputs = made.inputs(departments=5, missing=3, answers="cccccc")
    closed = replace(inputs.year, period=made.period(state="closed", open=False))

    assert build_summary(replace(inputs, year=closed)).city.change == Decimal("-100.0")


def test_nobody_has_handed_in():
    summary = build_summary(made.inputs(departments=3, missing=3))

    assert summary.city.rate.exact is None and summary.city.coverage == Rate(0, 18)
    assert messages(summary) == ["No department has handed in its sheet yet."]


def test_the_same_day_last_year():
    inputs = made.inputs(departments=2, missing=2)
    before = [
        made.sheet(1001, submitted_on=date(2025, 10, 22)),
        made.sheet(1002, submitted_on=date(2025, 10, 23)),
    ]
    summary = build_summary(replace(inputs, last=replace(inputs.last, sheets=tuple(before))))

    assert summary.sheets.same_day == Rate(1, 2)


def test_all_not_applicable_is_no_rate_and_a_signal():
    summary = build_summary(made.inputs(answers="nnnnnn"))

    assert summary.city.rate.exact is None
    assert summary.departments[0].line.many_not_applicable


def test_exempted_departments_are_out_of_every_figure_and_named():
    inputs = made.inputs(departments=3)
    out = inputs.year.sheets[0]._replace(counted=False, exempted=True, exempt_reason="休止中")
    sheets = (out, *inputs.year.sheets[1:])
    year = made.year(sheets)
    summary = build_summary(replace(inputs, year=year))

    assert summary.sheets.required == 2 and summary.sheets.exempted == 1
    assert summary.city.counts.asked == 12 and summary.city.counts.m == 0
    assert [(each.unit, each.reason) for each in summary.exempted] == [(1, "休止中")]


def test_merged_departments_are_compared_with_all_they_came_from():
    now = [made.sheet(1, before=(1001, 1002)), made.sheet(2, counted=False, before=(1003,))]
    before = [made.sheet(1001), made.sheet(1002), made.sheet(1003)]
    both = pairs(made.CONTROLS, made.CONTROLS, now, before)

    assert both.now == {1} and both.before == {1001, 1002}


def test_a_control_whose_meaning_changed_or_that_is_new_is_not_compared():
    changed = (made.CONTROLS[0]._replace(revision=2), *made.CONTROLS[1:])
    new = made.ControlFact("C3-09", "C3", 1)

    shared = pairs([*changed, new], made.CONTROLS, [], []).controls
    assert shared == set(made.IDS) - {"C1-01"}


def test_declared_and_audited_are_two_figures():
    judged = (
        made.judged(),
        made.judged(control="C1-02", verdict="not conforming"),
        made.judged(control="C2-01", verdict="partly conforming", declared=False),
        made.judged(control="C2-02", verdict="out of scope"),
        made.judged(control="C3-01", verdict="not conforming", declared=None),
    )
    summary = build_summary(made.inputs(judged=judged))

    assert summary.audited.conformity == Rate(1, 4)
    assert summary.audited.discrepancy == Rate(1, 3)
    assert summary.city.rate == Rate(24, 24)
    assert [each.audited.judged for each in summary.items] == [2, 1, 1, 0]


def test_findings_by_severity_open_overdue_and_waiting_for_a_decision():
    found = (
        made.finding(1),
        made.finding(2, severity="minor", next_due_on=date(2026, 10, 22)),
        made.finding(3, open=False, state="closed"),
        made.finding(4, fiscal_year=2025, next_due_on=None, awaits="extension"),
    )
    summary = build_summary(made.inputs(findings=found))

    assert [each.number for each in summary.serious] == ["R8-1", "R8-4"]
    assert [(each.number, each.days_late) for each in summary.overdue] == [("R8-1", 21)]
    assert [each.number for each in summary.decisions] == ["R8-4"]
    major, minor = summary.severities[:2]
    assert (major.issued, major.open, major.overdue) == (2, 2, 1)
    assert (minor.issued, minor.open, minor.overdue) == (1, 1, 0)


def test_the_secretariat_reads_no_titles_and_the_committee_only_counts(city):
    summary = build_summary(made.inputs(findings=(made.finding(),)))

    secretariat = seen_by(summary, city.acting("watanabe")).serious
    committee = seen_by(summary, city.acting("inoue")).serious
    assert [(each.number, each.title) for each in secretariat] == [("R8-1", "")]
    assert [(each.number, each.unit, each.department) for each in committee] == [("", 0, {})]
    assert seen_by(summary, city.acting("takahashi")) == summary


def test_without_last_year_nothing_is_compared():
    summary = build_summary(made.inputs(last=None))

    assert summary.city.change is None and summary.comparable.fiscal_year is None
    assert "nothing compares" in messages(summary)[0]


def test_the_matrix_is_left_out_where_it_is_not_wanted():
    assert build_summary(made.inputs(cells=False)).matrix is None
