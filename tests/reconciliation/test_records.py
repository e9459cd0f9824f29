"""Incidents, audits, findings and meetings, in the example city."""

import re

import pytest

from secaudit.access.roles import Role
from secaudit.calendar import clock
from secaudit.database import db
from secaudit.reports.reading import chosen_period
from tests.reconciliation.page import Element, figures, main_of
from tests.reconciliation.sql import City
from tests.reconciliation.walk import proven_in_vain, wrong

PAGES = (
    "/incidents",
    "/incidents?year=2025",
    "/incidents?year=2024",
    "/incidents/3",
    "/incidents/8",
    "/incidents/9",
    "/audits",
    "/meetings",
    "/findings?view=all",
    "/findings?view=open",
    "/findings?view=major",
    "/findings?view=overdue",
    "/findings?view=all&severity=minor&year=2025",
)
# A page whose rows are the records themselves, and where those are.
RECORDS = {
    "/incidents": (r"/incidents/\d+$", "select count(*) from incident where fiscal_year = 2026"),
    "/audits": (r"/audits/\d+$", "select count(*) from engagement"),
    "/meetings": (r"/meetings/\d+$", "select count(*) from meeting"),
}


@pytest.fixture(scope="module")
def reader(example):
    return example.browser_of(Role.CISO)


def links(main: Element) -> list[str]:
    return [each.at["href"] for each in main.walk() if each.tag == "a" and "href" in each.at]


def test_every_figure_is_what_sql_counts(example, reader):
    counted, seen = City(chosen_period(None)[0].id, clock.today()), set()
    for address in PAGES:
        found = figures(main_of(reader.get(address).text))
        assert found, f"{address}: no figure at all"
        assert not list(filter(None, (wrong(each, counted) for each in found))), address
        seen |= {each.name for each in found}
    assert not proven_in_vain("records", seen)


def test_every_record_is_in_its_list_once(example, reader):
    for address, (pattern, sql) in RECORDS.items():
        found = {
            each for each in links(main_of(reader.get(address).text)) if re.match(pattern, each)
        }
        assert len(found) == db.execute_sql(sql).fetchone()[0], address
