"""The same figures for scripts."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from secaudit.launching import DataGroup
from secaudit.reports.commands import groups
from tests.faults.limits import no_file_larger_than
from tests.reports import story


@pytest.fixture
def run(app, city):
    """`run("report", "summary", …)` on the small city's data."""
    story.two_years(city)
    main = DataGroup(commands={each.name: each for each in groups(lambda data: app)})
    return lambda *words: CliRunner().invoke(main, list(words))


def test_the_newest_period_is_the_default_and_a_year_names_another(run):
    newest = json.loads(run("report", "summary").stdout)
    last = json.loads(run("report", "summary", "--period", "2025").stdout)

    assert (newest["period"]["fiscal_year"], last["period"]["fiscal_year"]) == (2026, 2025)
    assert last["period"]["final"] and last["journal"]["entries"] > 0


def test_a_period_that_does_not_exist_is_a_sentence_and_an_exit_code(run):
    result = run("report", "summary", "--period", "1999")

    assert result.exit_code == 2 and not result.stdout
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

    assert result.exit_code == 2 and "/nowhere/at" in result.stderr and "mounted" in result.stderr


def test_a_full_disk_leaves_the_file_of_before(run, tmp_path):
    there = tmp_path / "out" / "summary.json"
    there.parent.mkdir()
    there.write_text("of last week")

    with no_file_larger_than(1000):
        result = run("report", "summary", "--output", str(there))

    assert result.exit_code == 2 and "ディスクがいっぱいです" in result.stderr
    assert "disk is full" in result.stderr and str(there.parent) in result.stderr
    assert there.read_text() == "of last week" and [*there.parent.iterdir()] == [there]
    assert run("report", "summary", "--output", str(there)).exit_code == 0
    assert json.loads(there.read_text())["period"]["fiscal_year"] == 2026


def test_a_device_is_written_to_not_replaced(run):
    full = run("report", "summary", "--output", "/dev/full")

    assert full.exit_code == 2 and "/dev/full: the disk is full" in full.stderr
    assert run("report", "summary", "--output", "/dev/null").exit_code == 0
    assert Path("/dev/null").is_char_device() and Path("/dev/full").is_char_device()
