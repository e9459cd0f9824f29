"""Japanese eras, and the ways a date is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Era:
    name: str  # 令和
    letter: str  # R
    first: date


# Newest first. A new era is one line here.
ERAS = (
    Era("令和", "R", date(2019, 5, 1)),
    Era("平成", "H", date(1989, 1, 8)),
    Era("昭和", "S", date(1926, 12, 25)),
)

WEEKDAYS = "月火水木金土日"
ENGLISH_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)


def era_of(day: date) -> Era | None:
    """None before Showa, where this product writes the western year."""
    return next((era for era in ERAS if era.first <= day), None)


def last_day_of(era: Era) -> date | None:
    """None for the era that still runs."""
    later = [other.first for other in ERAS if other.first > era.first]
    return min(later) - timedelta(days=1) if later else None


def year_in(era: Era, day: date) -> int:
    return day.year - era.first.year + 1


def era_year(day: date) -> str:
    """「令和8年」, 「令和元年」."""
    era = era_of(day)
    if era is None:
        return f"{day.year}年"
    year = year_in(era, day)
    return f"{era.name}{'元' if year == 1 else year}年"


def _numbers(day: date) -> str:
    era = era_of(day)
    return f"{year_in(era, day) if era else day.year}.{day.month}.{day.day}"


def _short(day: date) -> str:
    era = era_of(day)
    return f"{era.letter if era else ''}{_numbers(day)}"


def _month_day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _weekday(day: date) -> str:
    return f"（{WEEKDAYS[day.weekday()]}）"


def _english_day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def _english(day: date) -> str:
    return f"{_english_day(day)} {day.year}"


def _english_weekday(day: date) -> str:
    return f" ({ENGLISH_WEEKDAYS[day.weekday()]})"


Style = Callable[[date], str]

JAPANESE: Mapping[str, Style] = {
    "full": lambda day: era_year(day) + _month_day(day) + _weekday(day),  # 令和8年11月21日（土）
    "plain": lambda day: era_year(day) + _month_day(day),  # 令和8年11月21日
    "short": _short,  # R8.11.21
    "table": _numbers,  # 8.11.21
    "day": lambda day: _month_day(day) + _weekday(day),  # 11月21日（土）
}
ENGLISH: Mapping[str, Style] = {
    "full": lambda day: _english(day) + _english_weekday(day),  # 21 Nov 2026 (Sat)
    "plain": _english,  # 21 Nov 2026
    "short": _english,
    "table": date.isoformat,  # 2026-11-21
    "day": lambda day: _english_day(day) + _english_weekday(day),  # 21 Nov (Sat)
}
STYLES = {"ja": JAPANESE, "en": ENGLISH}


def era_date(day: date, style: str = "full") -> str:
    return JAPANESE[style](day)


def date_text(day: date, style: str = "full", language: str = "ja") -> str:
    """A date as the reader's language writes it."""
    return STYLES[language][style](day)
