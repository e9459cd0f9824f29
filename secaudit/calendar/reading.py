"""Dates as people type them."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

from secaudit.calendar.eras import (
    ENGLISH_WEEKDAYS,
    ERAS,
    MONTHS,
    WEEKDAYS,
    Era,
    era_date,
    era_of,
    last_day_of,
)
from secaudit.errors import N_, Invalid

EARLIEST, LATEST = date(1926, 12, 25), date(2099, 12, 31)
SHOWN = 40  # characters of what was typed that an error repeats

# Excel counts 1 January 1900 as 1 and, wrongly, has a 29 February 1900: so, from March 1900 on,
# its day 0 is this one.
EXCEL_DAY_ZERO = date(1899, 12, 30)

# Dashes that a Japanese keyboard gives for "-" and that NFKC leaves alone.
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−ー", "-"))

ERA_WORDS = {word: era for era in ERAS for word in (era.name, era.name[0], era.letter)}
ENGLISH_MONTHS = {name.lower(): number for number, name in enumerate(MONTHS, 1)}
WEEKDAY_NUMBERS = {word.lower(): n for n, word in enumerate(ENGLISH_WEEKDAYS)} | {
    word: n for n, word in enumerate(WEEKDAYS)
}

NUMBERS = r"(\d{1,2})\s*[./-]\s*(\d{1,2})"
KANJI = r"(\d{1,2})\s*月\s*(\d{1,2})\s*日"
ERA = rf"({'|'.join(map(re.escape, sorted(ERA_WORDS, key=len, reverse=True)))})\s*(元|\d{{1,3}})"
WEEKDAY = re.compile(
    r"\s*\(\s*([月火水木金土日]|mon|tue|wed|thu|fri|sat|sun)(?:曜日?)?\s*\)$",
    re.IGNORECASE,
)
MIDNIGHT = re.compile(r"[ T]0?0:00(:00)?$", re.IGNORECASE)  # what a spreadsheet appends to a date


def read_date(typed: str) -> date:
    """The day that was meant; `Invalid` with what to write instead where that is not certain."""
    text = _plain(typed)
    if not text:
        raise Invalid(N_("Write a date, such as R8.11.21 or 2026-11-21."))
    text, weekday = _without_weekday(text)
    day = _in_range(_read(MIDNIGHT.sub("", text), _quoted(typed)), typed)
    if weekday not in (None, day.weekday()):
        raise Invalid(
            N_("The weekday in “%(typed)s” does not belong to that date. Check both."),
            typed=_quoted(typed),
        )
    return day


def from_excel(serial: int) -> date:
    """A day as a spreadsheet stores it (1900 system)."""
    return EXCEL_DAY_ZERO + timedelta(days=serial)


def _plain(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed).translate(DASHES).strip()


def _quoted(typed: str) -> str:
    typed = typed.strip()
    return typed if len(typed) <= SHOWN else typed[:SHOWN] + "…"


def _without_weekday(text: str) -> tuple[str, int | None]:
    found = WEEKDAY.search(text)
    if found is None:
        return text, None
    return text[: found.start()], WEEKDAY_NUMBERS[found[1].lower()]


def _read(text: str, typed: str) -> date:
    for pattern, build in PATTERNS:
        found = pattern.fullmatch(text)
        if found:
            return build(typed, *found.groups())
    raise Invalid(
        N_("“%(typed)s” cannot be read as a date. Write it as R8.11.21 or 2026-11-21."),
        typed=typed,
    )


def _western(typed: str, year: str, month: str, day: str) -> date:
    return _date(typed, int(year), int(month), int(day))


def _english(typed: str, day: str, month: str, year: str) -> date:
    return _date(typed, int(year), ENGLISH_MONTHS[month.lower()], int(day))


def _in_era(typed: str, word: str, year: str, month: str, day: str) -> date:
    era = ERA_WORDS[word.upper()]
    number = 1 if year == "元" else int(year)
    found = _date(typed, era.first.year + number - 1, int(month), int(day))
    if era_of(found) in (era, None):  # before Showa it is refused as too far away
        return found
    raise _not_begun(era, found) if found < era.first else _ended(era, found)


def _not_begun(era: Era, day: date) -> Invalid:
    return Invalid(
        N_("%(era)s began on %(first)s. Write %(instead)s."),
        era=era.name,
        first=era_date(era.first, "short"),
        instead=era_date(day, "short"),
    )


def _ended(era: Era, day: date) -> Invalid:
    return Invalid(
        N_("%(era)s ended on %(last)s. Write %(instead)s."),
        era=era.name,
        last=era_date(last_day_of(era) or day, "short"),
        instead=era_date(day, "short"),
    )


def _serial(typed: str, days: str) -> date:
    return from_excel(int(days))


def _ambiguous(typed: str, *_: str) -> date:
    raise Invalid(
        N_("“%(typed)s” can mean more than one year. Write it as R8.11.21 or 2026-11-21."),
        typed=typed,
    )


def _date(typed: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Invalid(
            N_("There is no such day as “%(typed)s”. Check the month and the day."),
            typed=typed,
        ) from None


def _in_range(day: date, typed: str) -> date:
    if EARLIEST <= day <= LATEST:
        return day
    raise Invalid(
        N_("“%(typed)s” is too far away. Write a day between %(first)s and %(last)s."),
        typed=_quoted(typed),
        first=EARLIEST.isoformat(),
        last=LATEST.isoformat(),
    )


def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE | re.ASCII)


# In this order; each takes what was typed and the groups.
PATTERNS: tuple[tuple[re.Pattern[str], Callable[..., date]], ...] = (
    (_pattern(rf"{ERA}\s*[./-]\s*{NUMBERS}"), _in_era),  # R8.11.21
    (_pattern(rf"{ERA}\s*年\s*{KANJI}"), _in_era),  # 令和8年11月21日
    (_pattern(rf"(\d{{4}})\s*[./-]\s*{NUMBERS}"), _western),  # 2026/11/21
    (_pattern(rf"(\d{{4}})\s*年\s*{KANJI}"), _western),  # 2026年11月21日
    (_pattern(r"(\d{4})(\d{2})(\d{2})"), _western),  # 20261121
    (
        _pattern(rf"(\d{{1,2}})\s*({'|'.join(MONTHS)})\s*(\d{{4}})"),
        _english,
    ),  # 21 Nov 2026
    (_pattern(r"(\d{5})(?:\.0+)?"), _serial),  # 46347, from a spreadsheet
    (_pattern(rf"\d{{1,2}}\s*[./-]\s*{NUMBERS}"), _ambiguous),  # 8.11.21, 26/11/21
)
