"""Lists and open data as files: as many as plain SQL counts, and nothing a spreadsheet would run."""

import csv
import io
import json
import re
import zipfile

import pytest
from flask_babel import force_locale

from secaudit.access.guard import COMMAND
from secaudit.calendar import clock
from secaudit.opendata import figures
from secaudit.organisation.actions import change_settings
from secaudit.reports.files import answers_file
from secaudit.selfcheck.answers import Given
from secaudit.web.spreadsheets import read_sheets
from tests.reconciliation.sql import FIGURES, City, gaps
from tests.reports import story
from tests.selfcheck import story as selfcheck

HOSTILE = Given(value="not implemented", reason='=HYPERLINK("http://example.jp","開く")')
SIGNS = {"○": "implemented", "△": "partial", "×": "not implemented", "？": "unknown"}
WOULD_RUN = tuple("=+-@\t\r")


@pytest.fixture
def period(city):
    story.last_year(city)
    period = selfcheck.opened(city)
    given = {"PHY_10": HOSTILE, "PHY_11": story.SOME, "HUM_03": story.UNKNOWN}
    selfcheck.handed_in(city, period, city.citizens, "hanako", "tanaka", **given)
    return period


def cells(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def harmless(rows: list[list[str]]) -> bool:
    """A number may begin with a sign; nothing else that a spreadsheet takes for a formula."""
    every = [cell for row in rows for cell in row if cell]
    return not [c for c in every if c.startswith(WOULD_RUN) and not re.fullmatch(r"-?\d[\d.]*", c)]


def without_formulas(xlsx: bytes) -> bool:
    archive = zipfile.ZipFile(io.BytesIO(xlsx))
    parts = [archive.read(name) for name in archive.namelist() if "worksheets/" in name]
    return bool(parts) and not any(b"<f" in re.sub(rb"<f(ilter|ont)", b"", p) for p in parts)


def test_the_list_of_improvements_has_a_row_for_each_gap(period, city, browse):
    takahashi = browse(city.takahashi)
    for view in gaps.VIEWS:
        asked = {"view": view, "format": "csv"}
        rows = cells(takahashi.post("/improvements/file", asked, status=200).data)
        listed = [row for row in rows[1:] if len(row) > 5 and row[5] in SIGNS]
        assert len(listed) == gaps.number(view, None, clock.today()), view
        assert harmless(rows)
    whole = takahashi.post("/improvements/file", {"view": "all", "format": "xlsx"}, status=200).data
    assert without_formulas(whole)


def test_the_file_of_all_answers_has_every_answer_once(app, period):
    counted = City(period.id, clock.today())
    with app.app_context(), force_locale("ja"):
        made = {kind: answers_file(period, kind, clock.now()).content for kind in ("csv", "xlsx")}
    rows = cells(made["csv"])
    given = [row[6].split(" ")[0] for row in rows[1:] if len(row) > 9]
    for sign, value in SIGNS.items():
        assert given.count(sign) == int(FIGURES[value](counted, {}).value), value
    assert harmless(rows)
    (sheet, *_more) = read_sheets(made["xlsx"], "answers.xlsx")
    assert without_formulas(made["xlsx"])
    assert sum(len(row.cells) > 9 for row in sheet.rows) - 1 == len(given)


def test_open_data_says_what_sql_counts(period, city, browse, monkeypatch):
    monkeypatch.setattr(figures, "SMALLEST", 1)  # the small city has four departments
    change_settings({"open_data_licence": "CC BY 4.0"}, by=COMMAND, at=clock.now())
    watanabe, counted = browse(city.watanabe), City(period.previous_id, clock.today())
    answer = watanabe.post("/overview/open-data", {"format": "zip"}, status=200)
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    rows = {name: cells(archive.read(name)) for name in archive.namelist() if name.endswith("csv")}
    assert all(map(harmless, rows.values()))

    whole = json.loads(watanabe.post("/overview/open-data", {"format": "json"}, status=200).data)
    (year,) = next(each for each in whole["resources"] if each["name"] == "years")["data"]
    heads, line = rows["years.csv"]
    for name, figure in PUBLISHED.items():
        shown = FIGURES[figure](counted, {})
        number = re.search(r"\d+(\.\d+)?", shown.text)[0] if "/" in shown.value else shown.value
        assert float(year[name]) == float(number) == float(line[heads.index(name)]), name
    assert year["fiscal_year"] == 2025


PUBLISHED = {
    "departments_required": "sheets_required",
    "implemented": "implemented",
    "partial": "partial",
    "not_implemented": "not implemented",
    "unknown": "unknown",
    "not_applicable": "not applicable",
    "not_submitted": "not submitted",
    "coverage_rate": "coverage_rate",
    "implementation_rate": "implementation_rate",
}
