"""Every figure of page, JSON, CSV, Excel and PDF is one and the same, and what plain SQL counts."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from flask_babel import force_locale

from secaudit.access.guard import COMMAND
from secaudit.calendar import clock
from secaudit.database import db
from secaudit.journal.models import JournalEntry
from secaudit.reports.answers import answer_table
from secaudit.reports.files import answers_file, record_export, summary_file
from secaudit.reports.paper import ROOMS, draft
from secaudit.web.spreadsheets import read_sheets
from tests.reports import story

SQL = """
select a.chapter, a.unit_id, a.value, count(*) from answer a
where a.period_id = {period} and a.asked and exists (
  select 1 from sheet s where s.id = a.sheet_id and s.form = 'department'
  and coalesce(s.frozen_from, s.state) in ('submitted', 'confirmed', 'frozen'))
group by a.chapter, a.unit_id, a.value
"""
RATED = ("implemented", "partial", "not implemented", "unknown")


@pytest.fixture
def period(city):
    return story.two_years(city)


@pytest.fixture
def counted(period):
    """(chapter, unit, value) → number, by plain SQL."""
    rows = db.execute_sql(SQL.format(period=period.id)).fetchall()
    return {(chapter, unit, value): number for chapter, unit, value, number in rows}


def rate(counted, chapter=None, unit=None) -> str | None:
    """As shown, computed here and not by the product."""
    chosen = {
        key: n for key, n in counted.items() if chapter in (None, key[0]) and unit in (None, key[1])
    }
    whole = sum(n for key, n in chosen.items() if key[2] in RATED)
    good = sum(n for key, n in chosen.items() if key[2] == "implemented")
    if not whole:
        return None
    exact = Decimal(100 * good) / Decimal(whole)
    return str(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))


def in_english(app, kind, summary):
    with app.app_context(), force_locale("en"):
        return summary_file(summary, kind).content


def test_json_says_what_sql_counts(app, period, counted):
    data = json.loads(in_english(app, "json", story.summary(period)))

    assert data["city_total"]["implementation_rate"]["percent"] == rate(counted)
    for chapter in data["chapters"]:
        assert chapter["implementation_rate"]["percent"] == rate(counted, chapter["id"])
    for department in data["departments"]:
        assert department["implementation_rate"]["percent"] == rate(
            counted, unit=department["unit"]
        )
    for cell in data["departments_by_chapter"]:
        shown = cell["implementation_rate"]["percent"]
        assert shown == rate(counted, cell["chapter"], cell["unit"])


def test_csv_says_the_same(app, period, counted):
    text = in_english(app, "csv", story.summary(period)).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    column = rows[0].index("Implementation rate, percent")
    by_group = {(row[0], row[1]): row[column] for row in rows[1:] if len(row) > column}

    assert by_group["City", ""] == rate(counted)
    for chapter in {key[0] for key in counted}:
        shown = rate(counted, chapter) or "None to assess"
        assert by_group["Chapter", chapter] == shown


def test_excel_says_the_same(app, period, counted):
    sheets = read_sheets(in_english(app, "xlsx", story.summary(period)), "summary.xlsx")
    by_name = {sheet.name: sheet for sheet in sheets}
    rows = {row.cells[0]: row.cells for row in by_name["By chapter"].rows}
    column = rows["Code"].index("Implementation rate, percent")

    for chapter in {key[0] for key in counted}:
        shown = rate(counted, chapter)
        cell = rows[chapter][column]
        assert cell == "None to assess" if shown is None else Decimal(cell) == Decimal(shown)


def test_the_paper_says_the_same(app, period, counted):
    with app.app_context():
        page = draft(story.summary(period), ROOMS[0])

    assert page["figures"]["rows"][0][1].startswith(f"{rate(counted)}％")
    names = {each.title["ja"]: each.id for each in story.summary(period).chapters}
    for row in page["weakest"]["rows"]:
        assert row[1].startswith(f"{rate(counted, names[row[0]])}％")


def test_the_page_says_the_same(app, period, counted, city, browse):
    page = browse(city.takahashi).get("/overview").text

    for chapter in story.summary(period).chapters:
        row = page.split(f'<th scope="row">{chapter.title["ja"]}</th>', 1)[1].split("</tr>")[0]
        shown = rate(counted, chapter.id)
        assert (f"{shown}％" if shown else "対象なし") in row


def test_json_keys_are_those_that_are_promised(app, period):
    from pathlib import Path

    promised = Path(__file__).parents[2].joinpath("docs/report-json.md").read_text("utf-8")
    data = json.loads(in_english(app, "json", story.summary(period)))

    assert set(data) == set(re.findall(r"^\| `([a-z_]+)` \|", promised, re.MULTILINE))


def test_the_same_figures_give_the_same_files(app, period):
    summary = story.summary(period)
    for kind in ("json", "csv", "xlsx"):
        assert in_english(app, kind, summary) == in_english(app, kind, replace(summary))


def test_one_answer_a_row_and_what_is_missing_is_said(app, period, counted):
    with app.app_context(), force_locale("en"):
        table = answer_table(period, clock.now())
        content = answers_file(period, "csv", clock.now()).content

    words = [row[6] for row in table.rows]
    assert words.count("○ Implemented") == sum(
        n for key, n in counted.items() if key[2] == "implemented"
    )
    assert words.count("Not submitted") == story.summary(period).city.counts.m
    assert content.decode("utf-8-sig").startswith("Bureau,Department,State,Chapter,Control")


def test_an_export_is_an_entry(app, period):
    record_export(period, "answers", "csv", by=COMMAND, at=clock.now())

    last = JournalEntry.select().order_by(JournalEntry.id.desc()).first()
    assert (last.act, last.obj) == ("export.answers", f"period:{period.id}")


def test_promised_dates_are_dates(app, period):
    with app.app_context():
        table = answer_table(period, clock.now())
    assert all(row[8] is None or isinstance(row[8], date) for row in table.rows)
