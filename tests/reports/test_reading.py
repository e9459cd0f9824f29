"""The summary against counts from plain SQL that were written separately."""

import pytest

from secaudit.database import db
from secaudit.metrics.counts import Counts
from secaudit.reports.reading import chosen_period, several_years
from secaudit.reports.trends import YEARS, trend
from tests.catalogue.editions import succeeded
from tests.reports import story
from tests.selfcheck import story as selfcheck

COUNT = """
select count(*) from answer a join sheet s on s.id = a.sheet_id
where a.period_id = {period} and a.asked and s.state in ('submitted', 'confirmed', 'frozen')
  and a.value = '{value}' {more}
"""
VALUES = {
    "a": "implemented",
    "b": "partial",
    "c": "not implemented",
    "d": "unknown",
    "n": "not applicable",
}


def plain(period, more: str = "") -> dict[str, int]:
    def number(value):
        sql = COUNT.format(period=period.id, value=value, more=more)
        return db.execute_sql(sql).fetchone()[0]

    return {letter: number(value) for letter, value in VALUES.items()}


def given(counts: Counts) -> dict[str, int]:
    return {letter: getattr(counts, letter) for letter in VALUES}


@pytest.fixture
def period(city):
    return story.two_years(city)


def test_the_city_the_chapters_and_the_departments_are_what_sql_counts(period, city):
    summary = story.summary(period)

    assert given(summary.city.counts) == plain(period)
    for chapter in summary.chapters:
        assert given(chapter.line.counts) == plain(period, f"and a.chapter = '{chapter.id}'")
    for line in summary.departments:
        assert given(line.line.counts) == plain(period, f"and a.unit_id = {line.unit}")
    for unit, row in summary.matrix.items():
        for chapter, line in row.items():
            more = f"and a.unit_id = {unit} and a.chapter = '{chapter}'"
            assert given(line.counts) == plain(period, more)


def test_what_is_not_handed_in_is_m_and_nothing_is_lost(period):
    summary = story.summary(period)

    by_name = {each.name["en"]: each.line.counts for each in summary.departments}
    assert by_name["Information Policy Department"].answered == 0
    assert by_name["Information Policy Department"].m > 40
    assert summary.city.counts.m == sum(counts.m for counts in by_name.values())
    assert summary.city.counts.asked == sum(each.line.counts.asked for each in summary.chapters)
    assert summary.city.counts.asked == sum(counts.asked for counts in by_name.values())


def test_last_year_is_compared_over_the_same_departments_and_questions(period, city):
    summary = story.summary(period)

    assert summary.comparable.departments == 2 and summary.comparable.of_departments == 4
    assert summary.comparable.questions == summary.comparable.of_questions
    assert (summary.city.before.b, summary.city.before.c) == (1, 2)
    assert (summary.city.now.c, summary.city.now.d, summary.city.now.n) == (2, 1, 1)
    assert {each.id for each in summary.worse_chapters} == {"PHY", "HUM"}
    assert [each.name["ja"] for each in summary.worse_departments] == ["市民課"]


def test_the_overview_is_read_in_a_constant_number_of_statements(period, statements):
    story.summary(period, cells=False)
    with statements() as heard:
        story.summary(period, cells=False)
    assert len(heard) <= 8  # with the journal's position


def test_figures_follow_a_control_to_its_new_id_and_chapter(city):
    """PHY-05 goes on as HUM-90: what can be compared stays, and is counted where it stands now."""
    story.last_year(city)
    moved = succeeded(selfcheck.catalogue(), "PHY-05", chapter="HUM")
    period = story.this_year(city, moved)
    summary = story.summary(period)

    assert summary.comparable.questions == summary.comparable.of_questions
    assert (summary.city.before.b, summary.city.before.c) == (1, 2)
    chapters = {each.id: each.line.before.b for each in summary.chapters}
    assert (chapters["HUM"], chapters["PHY"]) == (1, 0)
    here = summary.matrix[city.citizens.id]
    assert (here["HUM"].before.b, here["PHY"].before.b) == (1, 0)

    years = several_years(*chosen_period(None), YEARS)
    drawn = trend(years, same_only=True)
    assert drawn.questions == drawn.of_questions
    (last, _now) = next(line.rates for line in drawn.chapters if line.id == "HUM")
    assert last.numerator == last.denominator - 1
