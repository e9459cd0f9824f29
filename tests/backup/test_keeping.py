"""Which backups stay."""

from datetime import datetime, timedelta

import pytest

from secaudit.backup.keeping import made_at, outlived, read_schedule
from secaudit.errors import Invalid

YEAR = [
    f"secaudit-{datetime(2026, 1, 1, 2, 15) + timedelta(days=day):%Y%m%d-%H%M%S}.zip"
    for day in range(365)
]


def test_days_weeks_and_months_keep_their_newest():
    gone = outlived(YEAR, read_schedule("7 daily, 4 weekly, 12 monthly"))
    kept = sorted(set(YEAR) - set(gone))

    assert kept[-7:] == YEAR[-7:]
    assert len(kept) == 7 + 2 + 11  # two of the weeks and one of the months end among the days
    assert "secaudit-20260131-021500.zip" in kept and "secaudit-20260130-021500.zip" in gone


def test_what_is_not_ours_and_the_newest_are_never_taken_away():
    names = ["before-0.2.0-20260101-000000.zip", "notes.txt", "secaudit-20269999-000000.zip"]
    assert outlived([*names, YEAR[0]], {"daily": 0, "weekly": 1}) == []
    assert outlived(YEAR[:1], {"daily": 0}) == []
    assert made_at(YEAR[0] + ".sealed") == datetime(2026, 1, 1, 2, 15)


def test_two_of_one_second_are_one_day():
    two = ["secaudit-20260101-021500.zip", "secaudit-20260101-021500-2.zip"]
    assert len(outlived(two, {"daily": 3})) == 1


@pytest.mark.parametrize("text", ["", "seven daily", "7 hourly", "0 daily", "7 daily;4 weekly"])
def test_what_is_no_schedule(text):
    with pytest.raises(Invalid):
        read_schedule(text)
