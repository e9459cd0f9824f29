"""Instants. Stored as UTC without a zone; shown in Tokyo.

Tokyo is a fixed nine hours ahead: it has had no summer time since 1951, and a fixed offset
needs no zone database on the server.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone

from secaudit.calendar.eras import MONTHS, date_text
from secaudit.calendar.fiscal import ONE_DAY

TOKYO = timezone(timedelta(hours=9), "JST")


def stored(moment: datetime) -> datetime:
    """As it goes into the database. A moment without a zone is UTC already."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def to_tokyo(moment: datetime) -> datetime:
    return stored(moment).replace(tzinfo=UTC).astimezone(TOKYO)


def from_tokyo(local: datetime) -> datetime:
    """What a clock on the office wall shows, as it goes into the database."""
    return stored(local.replace(tzinfo=TOKYO))


def today_in_tokyo(now: datetime) -> date:
    return to_tokyo(now).date()


def start_of(day: date) -> datetime:
    """The stored instant at which this day begins in Tokyo."""
    return from_tokyo(datetime.combine(day, time()))


def end_of(day: date) -> datetime:
    """The first stored instant that is no longer this day: a due date lasts until then."""
    return start_of(day + ONE_DAY)


Style = Callable[[datetime], str]


def _clock(local: datetime) -> str:
    return f"{local:%H:%M}"


def _full_japanese(local: datetime) -> str:
    return f"{date_text(local.date())}{_clock(local)}"


def _full_english(local: datetime) -> str:
    return f"{date_text(local.date(), language='en')} {_clock(local)}"


JAPANESE: Mapping[str, Style] = {
    "short": lambda local: f"{local.month}月{local.day}日 {_clock(local)}",  # 10月22日 14:40
    "full": _full_japanese,  # 令和8年10月22日（木）14:40
    "table": lambda local: f"{date_text(local.date(), 'short')} {_clock(local)}",  # R8.10.22 14:40
    "time": _clock,  # 14:40
}
ENGLISH: Mapping[str, Style] = {
    "short": lambda local: f"{local.day} {MONTHS[local.month - 1]} {_clock(local)}",  # 22 Oct 14:40
    "full": _full_english,  # 22 Oct 2026 (Thu) 14:40
    "table": lambda local: f"{local:%Y-%m-%d %H:%M}",
    "time": _clock,
}
STYLES = {"ja": JAPANESE, "en": ENGLISH}


def moment_text(moment: datetime, style: str = "short", language: str = "ja") -> str:
    """A stored instant as the reader's language writes it, in Tokyo time."""
    return STYLES[language][style](to_tokyo(moment))
