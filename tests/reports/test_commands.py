"""The same figures for scripts."""

import json

import pytest
from click.testing import CliRunner

from secaudit.reports.commands import groups
from tests.reports import story


@pytest.fixture
def run(app, city):
    """`run("report", "summary", …)` on the small city's data."""
    story.two_years(city)
    report, export = groups(lambda data: app)

    def command(*words: str):
        group = {"report": report, "export": export}[words[0]]
        return CliRunner().invoke(group, list(words[1:]))

    return command


def test_the_newest_period_is_the_default_and_a_year_names_another(run):
    newest = json.loads(run("report", "summary").stdout)
    last = json.loads(run("report", "summary", "--period", "2025").stdout)

    assert (newest["period"]["fiscal_year"], last["period"]["fiscal_year"]) == (2026, 2025)
    assert last["period"]["final"] and last["journal"]["entries"] > 0


def test_a_period_that_does_not_exist_is_a_sentence_and_an_exit_code(run):
    result = run("report", "summary", "--period", "1999")

    assert result.exit_code == 1 and not result.stdout
    assert "2026, 2025" in result.stderr


def test_files_are_written_where_it_is_said(run, tmp_path):
    for kind, start in (("pdf", b"%PDF"), ("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")):
        path = tmp_path / f"summary.{kind}"
        result = run("report", "summary", "--format", kind, "--output", str(path))
        assert result.exit_code == 0, result.stderr
        assert path.read_bytes().startswith(start)


def test_answers_in_english_one_a_row(run):
    text = run("export", "answers", "--language", "en").stdout

    assert text.lstrip("\ufeff").startswith("Bureau,Department,State")
    assert "○ Implemented" in text and "Not submitted" in text


def test_a_place_that_cannot_be_written_is_said(run):
    result = run("export", "answers", "--output", "/nowhere/at/all.csv")

    assert result.exit_code == 1 and "/nowhere/at/all.csv" in result.stderr
