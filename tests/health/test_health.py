"""Shimizu, the administrator, looks whether all is well, on the page and on the command line."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from secaudit.health import rules, runs
from secaudit.health.rules import Check, Disk, Run, State, worst
from tests.running import run

NOW = datetime(2026, 10, 22, 0, 0)


def admin(browse, city):
    return browse(city.nakamura)


def test_the_page_says_what_to_do_about_what_is_missing(browse, city):
    page = admin(browse, city).get("/health").text
    assert "まだ一度も実行されていません" in page and "secaudit nightly" in page
    assert "secaudit doctor" in page and "この版のものです" in page
    browse(city.hanako).get("/health", status=403)


def test_nightly_and_backup_leave_their_traces(here, city, tmp_path):
    run(here, "nightly")
    run(here, "backup", tmp_path / "b.zip")
    found = json.loads(run(here, "doctor", "--json", "--language", "en").output)
    states = {each["name"]: each["state"] for each in found}
    assert states["Backup"] == states["Nightly check of the journal"] == "well"
    assert "[良好] データベースの表" in run(here, "doctor").output


def test_a_clock_that_was_set_back_is_wrong(here, city):
    with time_machine.travel(NOW.replace(day=20, tzinfo=UTC), tick=True):
        said = run(here, "doctor", "--language", "en", status=1).output
    assert "[Wrong] Clock" in said and "time server" in said


@pytest.mark.parametrize(
    ("check", "state"),
    [
        (rules.of_disk("x", Disk("/x", 50 * rules.GIB)), State.WELL),
        (rules.of_disk("x", Disk("/x", rules.GIB)), State.ATTENTION),
        (rules.of_disk("x", Disk("/x", 1000)), State.WRONG),
        (rules.of_disk("x", Disk("/x", 50 * rules.GIB, read_only=True)), State.WRONG),
        (rules.of_disk("x", Disk("/x", 0, there=False)), State.WRONG),
        (rules.of_run("backup", None, NOW), State.ATTENTION),
        (rules.of_run("backup", Run(NOW - timedelta(days=9), True), NOW), State.ATTENTION),
        (rules.of_run("backup", Run(NOW - timedelta(days=7), True), NOW), State.WELL),
        (rules.of_run("backup", Run(NOW + timedelta(days=9), True), NOW), State.ATTENTION),
        (rules.of_run("nightly", Run(NOW, False), NOW), State.WRONG),
        (rules.of_clock(NOW, NOW + timedelta(minutes=6)), State.WRONG),
        (rules.of_clock(NOW, NOW + timedelta(minutes=4)), State.WELL),
        (rules.of_clock(NOW, None), State.WELL),
        (rules.of_yaml("Python"), State.ATTENTION),
        (rules.of_keys(0o600), State.WELL),
        (rules.of_keys(0o640), State.WRONG),
        (rules.of_keys(None), State.WELL),
    ],
)
def test_what_counts_as_what(check: Check, state):
    assert check.state == state
    assert bool(check.todo) == (state != State.WELL)


def test_the_worst_decides():
    assert worst([]) == State.WELL
    assert worst([rules.of_yaml("Python"), rules.of_disk("x", Disk("/x", 1))]) == State.WRONG


@pytest.mark.parametrize(
    "text", ["", "[]", '{"backup": 3}', '{"backup": {"at": "x", "good": true}}']
)
def test_what_was_noted_and_cannot_be_read_is_as_if_it_never_ran(tmp_path, text):
    (tmp_path / runs.FILE).write_text(text)
    assert runs.last(tmp_path, "backup") is None
    runs.note(tmp_path, "backup", True, NOW)
    assert runs.last(tmp_path, "backup") == Run(NOW, True)
    runs.note(tmp_path / "missing", "backup", True, NOW)


def test_what_is_to_be_typed_is_told_from_the_sentence(city, browse):
    page = browse(city.nakamura).get("/health").text
    assert "<code>secaudit doctor</code>" in page and "`" not in page.partition("<main")[2]
