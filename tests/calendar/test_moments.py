from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secaudit.calendar.moments import (
    end_of,
    from_tokyo,
    moment_text,
    start_of,
    stored,
    to_tokyo,
    today_in_tokyo,
)

AFTERNOON = datetime(2026, 10, 22, 5, 40)  # 14:40 in Tokyo
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 31))


@pytest.mark.parametrize(
    "style, japanese, english",
    [
        ("short", "10月22日 14:40", "22 Oct 14:40"),
        ("full", "令和8年10月22日（木）14:40", "22 Oct 2026 (Thu) 14:40"),
        ("table", "R8.10.22 14:40", "2026-10-22 14:40"),
        ("time", "14:40", "14:40"),
    ],
)
def test_writes_a_moment_in_tokyo_time(style, japanese, english):
    assert moment_text(AFTERNOON, style) == japanese
    assert moment_text(AFTERNOON, style, "en") == english


def test_today_begins_at_midnight_in_tokyo():
    assert today_in_tokyo(datetime(2026, 3, 31, 14, 59, 59)) == date(2026, 3, 31)
    assert today_in_tokyo(datetime(2026, 3, 31, 15, 0, 0)) == date(2026, 4, 1)


def test_the_new_era_began_at_midnight_in_tokyo():
    assert moment_text(datetime(2019, 4, 30, 14, 59), "table") == "H31.4.30 23:59"
    assert moment_text(datetime(2019, 4, 30, 15, 0), "table") == "R1.5.1 00:00"


def test_a_moment_with_a_zone_is_stored_without_it():
    new_york = timezone(timedelta(hours=-4))

    assert stored(datetime(2026, 10, 22, 1, 40, tzinfo=new_york)) == AFTERNOON
    assert stored(AFTERNOON.replace(tzinfo=UTC)) == AFTERNOON
    assert stored(AFTERNOON) == AFTERNOON


def test_a_day_lasts_from_midnight_to_midnight_in_tokyo():
    assert start_of(date(2026, 10, 30)) == datetime(2026, 10, 29, 15)
    assert end_of(date(2026, 10, 30)) == datetime(2026, 10, 30, 15)


@given(MOMENTS)
def test_to_tokyo_and_back(moment):
    assert stored(to_tokyo(moment)) == moment
    assert from_tokyo(to_tokyo(moment).replace(tzinfo=None)) == moment


@given(MOMENTS)
def test_a_moment_lies_in_its_day(moment):
    day = today_in_tokyo(moment)

    assert start_of(day) <= moment < end_of(day)
