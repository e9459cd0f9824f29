"""The years as one small line on the overview."""

import re
from dataclasses import replace

from secaudit.metrics.rate import Rate
from secaudit.reports.city_line import city_line
from secaudit.reports.counting import Tally
from secaudit.reports.inputs import ControlFact, Year
from secaudit.reports.pairing import with_controls
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


def controls(*meanings: tuple[str, int]) -> list[ControlFact]:
    return [ControlFact(id, id[:1], revision) for id, revision in meanings]


def year(number: int, asked: list[ControlFact], *lines: str) -> Year:
    """The sheets' answers, one letter a control; a dot where it is not asked."""
    return with_controls(Year(made.period(number), tally=Tally(dict(enumerate(lines)))), asked)


def test_the_line_is_drawn_over_questions_that_every_year_asked_alike():
    then = controls(("A-01", 1), ("A-02", 1), ("B-01", 1), ("C-01", 1))
    asked = controls(("A-01", 1), ("A-02", 1), ("B-01", 2), ("C-01", 1))
    last = year(2025, then, "aac.", "abc.", ".m..", "n...")
    now = year(2026, asked, "aaa.", "c..c", ".b-a")

    line = city_line([last, now])
    assert line.rates == (Rate(3, 4), Rate(2, 4)), "C-01 was in the edition, but nobody was asked"
    assert line.questions == 2


def test_there_is_no_line_where_one_year_has_nothing_to_compare():
    asked = controls(("A-01", 1))
    nobody, everybody = year(2025, asked, "m"), year(2026, asked, "a", "a", "b")
    assert city_line([nobody, everybody]) is None
    assert city_line([replace(everybody, period=made.period(2025)), year(2026, asked, "n")]) is None
