"""The years as one small line on the overview."""

import re

from secaudit.metrics.rate import Rate
from secaudit.reports.city_line import city_line, in_every, rate
from secaudit.reports.reading import several_years
from secaudit.reports.trends import YEARS, trend
from secaudit.selfcheck.reading import periods
from tests.reports import made, story


def test_the_line_of_the_overview_is_the_city_line_of_the_trend(city, browse):
    period = story.two_years(city)
    page = browse(city.takahashi).get("/overview").text
    shown = re.findall(
        r'data-of="period:\d+"><data data-figure="unchanged_rate" value="(.*?)"', page
    )
    drawn = trend(several_years(period, periods(), YEARS), same_only=True)
    assert shown == [f"{each.numerator}/{each.denominator}" for each in drawn.city]
    assert "令和7年度" in re.search(r'<svg class="spark"[^>]*aria-label="([^"]*)"', page)[1]


def test_the_line_is_drawn_over_questions_that_every_year_asked_alike():
    a, b, changed, new = ("A-01", 1), ("A-02", 1), ("B-01", 2), ("B-02", 1)
    last = {(a, b, ("B-01", 1)): "aac" + "abc", (b,): "", (a,): "n"}
    now = {(b, a, changed): "aaa", (a, new): "cc", (b, new): "ba"}
    assert in_every([last, now]) == {a, b}
    assert rate(last, frozenset({a, b})) == Rate(3, 4)
    assert rate(now, frozenset({a, b})) == Rate(2, 4)

    line = city_line([(made.period(2025), last), (made.period(2026), now)])
    assert line.rates == (Rate(3, 4), Rate(2, 4)) and line.questions == 2


def test_there_is_no_line_where_one_year_has_nothing_to_compare():
    nobody = {(("A-01", 1),): ""}
    everybody = {(("A-01", 1),): "aab"}
    assert city_line([(made.period(2025), nobody), (made.period(2026), everybody)]) is None
    assert (
        city_line([(made.period(2025), everybody), (made.period(2026), {(("A-01", 1),): "n"})])
        is None
    )
