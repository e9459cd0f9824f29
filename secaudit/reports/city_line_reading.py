"""What the small line of the overview is drawn from. One statement."""

from secaudit.database import db
from secaudit.reports.city_line import CityLine, city_line
from secaudit.reports.reading import by_newest_ids, until, year_of
from secaudit.reports.trends import YEARS
from secaudit.selfcheck.models import CountedSheet, Period


def line_until(of: Period, all_periods: list[Period], collecting: bool) -> CityLine | None:
    """Up to this period; while it is being collected, up to the one before."""
    periods = until(of, all_periods, YEARS)
    periods = periods[:-1] if collecting else periods
    if len(periods) < 2:
        return None
    lines = _lines(periods)
    return city_line(by_newest_ids([year_of(each, lines[each.id]) for each in periods], periods))


def _lines(periods: list[Period]) -> dict[int, dict[int, str]]:
    """By period and sheet."""
    columns = (CountedSheet.period, CountedSheet.sheet, CountedSheet.letters)
    query = CountedSheet.select(*columns).where(CountedSheet.period.in_(periods))
    found: dict[int, dict[int, str]] = {each.id: {} for each in periods}
    for period, sheet, letters in db.execute(query).fetchall():
        found[period][sheet] = letters
    return found
