"""Incidents, audits, findings, meetings, and what the estimate rests on, in the example city."""

import re

import pytest

from secaudit.access.guard import COMMAND
from secaudit.access.roles import Role
from secaudit.calendar import clock
from secaudit.database import db
from secaudit.organisation.actions import change_settings
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
    "/overview/calibration",
)
# A page whose rows are the records themselves, and where those are.
RECORDS = {
    "/incidents": (r"/incidents/\d+$", "select count(*) from incident where fiscal_year = 2026"),
    "/audits": (r"/audits/\d+$", "select count(*) from engagement"),
    "/meetings": (r"/meetings/\d+$", "select count(*) from meeting"),
}


@pytest.fixture(scope="module")
def reader(example):
    chosen = {"calibration": True, "calibration_cells": 30}
    change_settings(chosen, by=COMMAND, at=clock.now())
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


def test_what_the_estimate_rests_on_leads_to_working_papers_and_answers(example, reader):
    main = main_of(reader.get("/overview/calibration").text)
    shown = [each for each in figures(main) if each.name.startswith("draw")]
    assert len(shown) > 20
    for each in shown:
        assert any(re.match("/overview/(answers|calibration/)", link) for link in each.links), each
    behind = next(link for link in links(main) if "/cells" in link)
    assert any("/papers/" in link for link in links(main_of(reader.get(behind).text)))
