"""Papers and files of what the city set out to do say what the pages say, and as many."""

import csv
import io
import re
import shutil
import subprocess
from collections import Counter

import pytest

from secaudit.activities.models import Activity
from secaudit.calendar import clock
from tests.reconciliation import plans
from tests.reconciliation.page import Element, main_of
from tests.reconciliation.sql import FIGURES, City

RATE = re.compile(r"\d+\.\d％")
PROMISES = ("all", "open", "moved", "late", "before", "decided", "in-time", "repeats")


@pytest.fixture
def period(city):
    return plans.two_years(city)


def rows_of(table: Element) -> dict[str, set[str]]:
    """By the first cell of each row what the others say, without blanks."""
    found = {}
    for row in (each for each in table.walk() if each.tag == "tr"):
        cells = [each for each in row.children if isinstance(each, Element)]
        first, *others = ("".join(cell.text.split()) for cell in cells)
        found[first] = {each for each in others if re.search(r"\d", each)}
    return found


def tables(main: Element) -> list[Element]:
    return [each for each in main.walk() if each.tag == "table"]


def rates_in(main: Element) -> Counter:
    own = (child for each in main.walk() for child in each.children if isinstance(child, str))
    return Counter(RATE.findall(" ".join(own)))


def printed(reader, address: str, year: dict[str, str]) -> tuple[Element, Counter]:
    """The paper on the page, and the rates in the text of its PDF."""
    main = main_of(reader.get(f"{address}?year={year['year']}").text)
    pdf = reader.post(address, year, status=200).data
    assert pdf.startswith(b"%PDF")
    if shutil.which("pdftotext") is None:
        return main, rates_in(main)
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return main, Counter(RATE.findall(done.stdout.decode()))


def test_papers_say_what_the_pages_say(period, city, browse):
    takahashi, year = browse(city.takahashi), {"year": "2026"}
    paper, rates = printed(takahashi, "/measures/paper", year)
    page = main_of(takahashi.get("/targets?year=2026").text)
    shown, told = (rows_of(tables(each)[0]) for each in (page, paper))
    assert {each: told[each] for each in shown if shown[each]} == {
        each: cells for each, cells in shown.items() if cells
    }
    assert rates == rates_in(paper) and len(rates) > 3

    paper, rates = printed(takahashi, "/activities/paper", year)
    page = main_of(takahashi.get("/activities?year=2026").text)
    assert rates_in(page) == rates == rates_in(paper)


def test_files_have_as_many_rows_and_the_same_numbers(period, city, browse):
    takahashi, counted = browse(city.takahashi), City(period.id, clock.today())
    for view in PROMISES:
        asked = {"view": view, "format": "csv"}
        lines = cells(takahashi.post("/promises/file", asked, status=200))
        listed = [line for line in lines if line[0] in ("市民課", "税務課")]
        assert len(listed) == int(FIGURES[f"promises_{view}"](counted, {}).value), view

    asked = {"year": "2026", "view": "all", "format": "csv"}
    lines = cells(takahashi.post("/activities/file", asked, status=200))
    by_title = {line[2]: line for line in lines if len(line) > 12}
    for row in Activity.select():
        scope = {"activity": str(row.id)}
        numbers = [FIGURES[each](counted, scope) for each in ("listed", "attended", "excused")]
        rate = FIGURES["attendance_rate"](counted, scope)
        told = by_title[row.title][9:13]
        assert told == [*(each.value for each in numbers), rate.text], row.title


def cells(answer) -> list[list[str]]:
    return [line for line in csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))) if line]
