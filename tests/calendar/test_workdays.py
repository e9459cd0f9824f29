from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secaudit.calendar.workdays import (
    DaysLeft,
    add_working_days,
    days_left,
    due_within,
    is_closed,
    last_day_within,
    next_open_day,
    working_days_between,
)

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
FOUNDING_DAY = {date(2026, 10, 26)}  # a Monday this city closes


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 10, 24),  # Saturday
        date(2026, 10, 25),  # Sunday
        date(2026, 11, 23),  # Labour Thanksgiving Day
        date(2026, 5, 6),  # for a holiday on a Sunday
        date(2026, 9, 22),  # between two holidays
        date(2019, 5, 1),  # the accession, that year only
        date(2026, 12, 29),
        date(2026, 12, 31),
        date(2027, 1, 1),
        date(2029, 1, 3),
    ],
)
def test_the_office_is_closed(day):
    assert is_closed(day)


@pytest.mark.parametrize("day", [date(2026, 10, 22), date(2026, 12, 28), date(2027, 1, 4)])
def test_the_office_is_open(day):
    assert not is_closed(day)


def test_a_city_closes_on_days_of_its_own():
    assert not is_closed(date(2026, 10, 26))
    assert is_closed(date(2026, 10, 26), FOUNDING_DAY)
    assert next_open_day(date(2026, 10, 24), FOUNDING_DAY) == date(2026, 10, 27)


def test_the_next_open_day_may_be_today():
    assert next_open_day(date(2026, 10, 22)) == date(2026, 10, 22)
    assert next_open_day(date(2026, 12, 29)) == date(2027, 1, 4)


@pytest.mark.parametrize(
    "start, count, day",
    [
        (date(2026, 10, 22), 0, date(2026, 10, 22)),
        (date(2026, 10, 22), 1, date(2026, 10, 23)),
        (date(2026, 10, 22), 2, date(2026, 10, 26)),
        (date(2026, 10, 24), 1, date(2026, 10, 26)),
        (date(2026, 12, 28), 1, date(2027, 1, 4)),
        (date(2027, 1, 4), -1, date(2026, 12, 28)),
    ],
)
def test_adds_working_days(start, count, day):
    assert add_working_days(start, count) == day


@given(DAYS, st.integers(1, 60))
def test_adding_and_counting_working_days_agree(start, count):
    end = add_working_days(start, count, FOUNDING_DAY)

    assert not is_closed(end, FOUNDING_DAY)
    assert working_days_between(start + timedelta(days=1), end, FOUNDING_DAY) == count


@given(DAYS, st.integers(1, 60))
def test_going_back_returns_to_an_open_day(start, count):
    start = next_open_day(start)

    assert add_working_days(add_working_days(start, count), -count) == start


def test_a_reversed_span_has_no_working_days():
    assert working_days_between(date(2026, 10, 23), date(2026, 10, 22)) == 0


def test_within_counts_from_the_next_day():
    assert last_day_within(date(2026, 10, 1), 14) == date(2026, 10, 15)
    assert due_within(date(2026, 10, 1), 30) == date(2026, 11, 2)  # the 31st is a Saturday


@pytest.mark.parametrize(
    "due, left, message",
    [
        (date(2026, 10, 30), DaysLeft(8, 6), "%(days)s days left (%(working)s working days)"),
        (date(2026, 10, 25), DaysLeft(3, 1), "%(days)s days left (1 working day)"),
        (date(2026, 10, 23), DaysLeft(1, 1), "Due tomorrow"),
        (date(2026, 10, 22), DaysLeft(0, 0), "Due today"),
        (date(2026, 10, 21), DaysLeft(-1, -1), "1 day overdue"),
        (date(2026, 10, 16), DaysLeft(-6, -4), "%(days)s days overdue"),
    ],
)
def test_the_due_date_itself_still_counts(due, left, message):
    found = days_left(due, date(2026, 10, 22))

    assert found == left
    assert found.message == message


def test_closed_days_leave_fewer_working_days():
    found = days_left(date(2026, 10, 30), date(2026, 10, 22), FOUNDING_DAY)

    assert found.message % found.params == "8 days left (5 working days)"


def test_only_a_due_date_that_has_passed_is_overdue():
    assert not days_left(date(2026, 10, 22), date(2026, 10, 22)).overdue
    assert days_left(date(2026, 10, 22), date(2026, 10, 23)).overdue
