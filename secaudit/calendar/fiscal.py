"""The fiscal year (1 April to 31 March) and other spans of days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from secaudit.calendar.eras import date_text, era_year

ONE_DAY = timedelta(days=1)

# A fiscal year bears the era of its first day, except where the government named it anew
# within the year: 2019 became 令和元年度 on 1 May.
NAMED_ANEW = {2019: date(2019, 5, 1)}

SPAN = {"ja": "{first}～{last}", "en": "{first} – {last}"}


@dataclass(frozen=True)
class Span:
    """Days from the first to the last, both counted."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __len__(self) -> int:
        return (self.last - self.first).days + 1

    def __iter__(self) -> Iterator[date]:
        return (self.first + timedelta(days=n) for n in range(len(self)))


def fiscal_year(day: date) -> int:
    return day.year if day.month >= 4 else day.year - 1


def first_day(year: int) -> date:
    return date(year, 4, 1)


def last_day(year: int) -> date:
    return date(year + 1, 3, 31)


def fiscal_label(year: int, language: str = "ja", on: date | None = None) -> str:
    """「令和8年度」 or "FY2026"; `on` is the date of the document that says it."""
    return f"FY{year}" if language == "en" else era_year(_named_on(year, on)) + "度"


def _named_on(year: int, on: date | None) -> date:
    anew = NAMED_ANEW.get(year)
    return first_day(year) if anew is None or (on and on < anew) else anew


def past_year(on: date) -> Span:
    """The twelve months that end with this day: 「この1年間」."""
    return Span(year_before(on + ONE_DAY), on)


def year_before(day: date) -> date:
    """29 February has no such day a year before; the year then begins on 1 March."""
    leap = (day.month, day.day) == (2, 29)
    return date(day.year - 1, 3, 1) if leap else day.replace(year=day.year - 1)


def span_text(span: Span, style: str = "plain", language: str = "ja") -> str:
    return SPAN[language].format(
        first=date_text(span.first, style, language),
        last=date_text(span.last, style, language),
    )
