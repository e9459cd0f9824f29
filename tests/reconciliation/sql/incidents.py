"""Incidents of the year, and the reports the law asks for."""

from tests.reconciliation.sql.base import Figure, Scope, Shown, number, rows
from tests.reconciliation.sql.city import City

INCIDENTS = "select count(*) from incident where fiscal_year = {year} and {which}"
OPEN_REPORTS = """
select noticed_on, first_on, full_on from incident
where fiscal_year = {year} and duty <> 'not to be reported' and full_on is null
"""


def incidents(which: str = "1 = 1") -> Figure:
    return lambda city, scope: number(rows(INCIDENTS, year=city.year, which=which)[0][0])


def late_reports(city: City, scope: Scope) -> Shown:
    """The first by the fifth day; the full one by the thirtieth, for those made without haste."""
    found = rows(OPEN_REPORTS, year=city.year)
    since = [(city.days(noticed), first) for noticed, first, _full in found]
    return number(sum(days > (29 if first else 4) for days, first in since))


FIGURES: dict[str, Figure] = {
    "incidents": incidents(),
    "incidents_reportable": incidents("duty = 'to be reported'"),
    "incidents_reported": incidents("duty = 'to be reported' and full_on is not null"),
    "incidents_unprevented": incidents("prevented_on is null"),
    "incidents_late": late_reports,
}
