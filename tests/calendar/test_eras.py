from datetime import date

import pytest

from secaudit.calendar.eras import date_text, era_date, era_of, era_year

SATURDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "style, text",
    [
        ("full", "令和8年11月21日（土）"),
        ("plain", "令和8年11月21日"),
        ("short", "R8.11.21"),
        ("table", "8.11.21"),
        ("day", "11月21日（土）"),
    ],
)
def test_writes_a_date_in_japanese(style, text):
    assert era_date(SATURDAY, style) == text


@pytest.mark.parametrize(
    "style, text",
    [
        ("full", "21 Nov 2026 (Sat)"),
        ("plain", "21 Nov 2026"),
        ("short", "21 Nov 2026"),
        ("table", "2026-11-21"),
        ("day", "21 Nov (Sat)"),
    ],
)
def test_writes_a_date_in_english(style, text):
    assert date_text(SATURDAY, style, "en") == text


@pytest.mark.parametrize(
    "day, text",
    [
        (date(2019, 4, 30), "平成31年4月30日（火）"),
        (date(2019, 5, 1), "令和元年5月1日（水）"),
        (date(2020, 1, 1), "令和2年1月1日（水）"),
        (date(1989, 1, 7), "昭和64年1月7日（土）"),
        (date(1989, 1, 8), "平成元年1月8日（日）"),
        (date(1926, 12, 25), "昭和元年12月25日（土）"),
        (date(2028, 2, 29), "令和10年2月29日（火）"),
    ],
)
def test_an_era_changes_on_its_day(day, text):
    assert era_date(day) == text


def test_before_showa_the_western_year_is_written():
    day = date(1926, 12, 24)

    assert era_of(day) is None
    assert era_year(day) == "1926年"
    assert era_date(day, "short") == "1926.12.24"


def test_a_date_follows_the_readers_language():
    assert date_text(SATURDAY) == "令和8年11月21日（土）"
    assert date_text(SATURDAY, "full", "en") == "21 Nov 2026 (Sat)"
