from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secaudit.calendar.fiscal import (
    Span,
    first_day,
    fiscal_label,
    fiscal_year,
    last_day,
    past_year,
    span_text,
)

DAYS = st.dates(date(1927, 1, 1), date(2099, 12, 31))


def whole(year: int) -> Span:
    return Span(first_day(year), last_day(year))


@pytest.mark.parametrize(
    "day, year",
    [
        (date(2026, 3, 31), 2025),
        (date(2026, 4, 1), 2026),
        (date(2026, 12, 31), 2026),
        (date(2027, 1, 1), 2026),
        (date(2028, 2, 29), 2027),
    ],
)
def test_a_fiscal_year_begins_on_1_april(day, year):
    assert fiscal_year(day) == year


@given(DAYS)
def test_every_day_lies_in_its_fiscal_year_and_no_other(day):
    year = fiscal_year(day)

    assert day in whole(year)
    assert day not in whole(year - 1)
    assert day not in whole(year + 1)


@pytest.mark.parametrize(
    "year, label",
    [
        (2026, "令和8年度"),
        (2020, "令和2年度"),
        (2019, "令和元年度"),
        (2018, "平成30年度"),
        (1989, "平成元年度"),
        (1988, "昭和63年度"),
    ],
)
def test_names_a_fiscal_year(year, label):
    assert fiscal_label(year) == label


def test_names_a_fiscal_year_in_english():
    assert fiscal_label(2026, "en") == "FY2026"


def test_2019_is_named_as_it_was_on_the_day_of_the_document():
    assert fiscal_label(2019, on=date(2019, 4, 30)) == "平成31年度"
    assert fiscal_label(2019, on=date(2019, 5, 1)) == "令和元年度"
    assert fiscal_label(2020, on=date(2019, 4, 30)) == "令和2年度"


@pytest.mark.parametrize(
    "on, first",
    [
        (date(2026, 10, 22), date(2025, 10, 23)),
        (date(2026, 3, 31), date(2025, 4, 1)),
        (date(2026, 12, 31), date(2026, 1, 1)),
        (date(2027, 2, 28), date(2026, 3, 1)),
        (date(2028, 2, 28), date(2027, 3, 1)),
        (date(2028, 2, 29), date(2027, 3, 1)),
    ],
)
def test_the_past_year_ends_with_its_day(on, first):
    assert past_year(on).first == first
    assert past_year(on).last == on


@given(DAYS)
def test_the_past_year_is_as_long_as_a_year(on):
    assert len(past_year(on)) in {365, 366}
    assert on + timedelta(days=1) not in past_year(on)


def test_says_which_twelve_months():
    on = date(2026, 10, 22)

    assert span_text(past_year(on)) == "令和7年10月23日～令和8年10月22日"
    assert span_text(past_year(on), language="en") == "23 Oct 2025 – 22 Oct 2026"


def test_writes_a_span():
    assert span_text(whole(2026), "short") == "R8.4.1～R9.3.31"
    assert span_text(whole(2026), language="en") == "1 Apr 2026 – 31 Mar 2027"


def test_a_span_counts_both_its_ends():
    assert len(whole(2026)) == 365
    assert len(list(whole(2027))) == 366
