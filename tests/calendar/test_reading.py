from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secaudit.calendar.eras import date_text, era_date
from secaudit.calendar.reading import (
    EARLIEST,
    EXCEL_DAY_ZERO,
    LATEST,
    from_excel,
    read_date,
)
from secaudit.errors import Invalid

SATURDAY = date(2026, 11, 21)
DAYS = st.dates(EARLIEST, LATEST)


@pytest.mark.parametrize(
    "typed",
    [
        "R8.11.21",
        "r8.11.21",
        "R8/11/21",
        "R08-11-21",
        "令8.11.21",
        "令和8年11月21日",
        "令和８年１１月２１日",
        "令和 8 年 11 月 21 日（土）",
        "令和8年11月21日(土曜日)",
        "㋿8年11月21日",
        "2026/11/21",
        "2026-11-21",
        "２０２６／１１／２１",
        "2026－11－21",
        "2026−11−21",
        "2026.11.21",
        "2026年11月21日",
        "20261121",
        "46347",
        "46347.0",
        "2026-11-21 00:00:00",
        "21 Nov 2026",
        "21 Nov 2026 (Sat)",
        "　2026/11/21　",
    ],
)
def test_reads_what_people_type(typed):
    assert read_date(typed) == SATURDAY


@pytest.mark.parametrize(
    "typed, day",
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("R元.5.1", date(2019, 5, 1)),
        ("R1.5.1", date(2019, 5, 1)),
        ("H31.4.30", date(2019, 4, 30)),
        ("H1.1.8", date(1989, 1, 8)),
        ("S64.1.7", date(1989, 1, 7)),
        ("S1.12.25", date(1926, 12, 25)),
        ("R10.2.29", date(2028, 2, 29)),
        ("20000229", date(2000, 2, 29)),
    ],
)
def test_reads_at_the_borders(typed, day):
    assert read_date(typed) == day


@pytest.mark.parametrize(
    "typed, message",
    [
        ("", "Write a date"),
        ("　", "Write a date"),
        ("来週", "“来週” cannot be read as a date"),
        ("R8.11", "cannot be read"),
        ("2026-11-21 14:40", "cannot be read"),
        ("0x2026", "cannot be read"),
        ("8.11.21", "more than one year"),
        ("26/11/21", "more than one year"),
        ("2026-02-30", "no such day"),
        ("R9.2.29", "no such day"),
        ("20261301", "no such day"),
        ("0000-01-01", "no such day"),
        ("2026-11-00", "no such day"),
        ("H31.5.1", "平成 ended on H31.4.30. Write R1.5.1."),
        ("H38.11.21", "平成 ended on H31.4.30. Write R8.11.21."),
        ("S64.1.8", "昭和 ended on S64.1.7. Write H1.1.8."),
        ("R1.4.30", "令和 began on R1.5.1. Write H31.4.30."),
        ("R0.1.1", "令和 began on R1.5.1. Write H30.1.1."),
        ("S1.12.24", "too far away"),
        ("1926-12-24", "too far away"),
        ("2100-01-01", "too far away"),
        ("9999-12-31", "too far away"),
        ("R999.1.1", "too far away"),
        ("99999", "too far away"),
        ("2026-11-21（日）", "The weekday in “2026-11-21（日）”"),
    ],
)
def test_says_what_to_write_instead(typed, message):
    with pytest.raises(Invalid) as refused:
        read_date(typed)
    assert message in str(refused.value)


def test_does_not_repeat_a_long_text():
    with pytest.raises(Invalid) as refused:
        read_date("x" * 5000)
    assert len(str(refused.value)) < 150


@given(DAYS)
def test_reads_back_every_date_it_writes(day):
    for style in ("full", "plain", "short"):
        assert read_date(era_date(day, style)) == day
        assert read_date(date_text(day, style, "en")) == day
    assert read_date(date_text(day, "table", "en")) == day


@given(st.dates(date(1927, 5, 18), LATEST))
def test_reads_the_days_of_a_spreadsheet(day):
    serial = (day - EXCEL_DAY_ZERO).days

    assert from_excel(serial) == day
    assert read_date(str(serial)) == day


def test_a_spreadsheet_counts_1900_as_a_leap_year():
    assert from_excel(61) == date(1900, 3, 1)


@given(st.text(max_size=30))
def test_anything_else_is_refused_and_never_breaks(typed):
    try:
        assert EARLIEST <= read_date(typed) <= LATEST
    except Invalid as refused:
        assert str(refused)
