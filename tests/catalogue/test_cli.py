"""`secaudit catalogue`: for authors, without a database."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from secaudit.catalogue.cli import catalogue
from tests.catalogue.example import AST, write


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    return lambda *arguments: CliRunner().invoke(catalogue, [str(each) for each in arguments])


def test_a_good_catalogue_is_counted(tmp_path, run):
    result = run("check", write(tmp_path), "--wording")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "2 chapters, 3 controls, 0 problems\n"


def test_problems_go_to_stderr(tmp_path, run):
    result = run("check", write(tmp_path, ("role: STAFF", "role: STAF")))

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"{tmp_path}/AST.yaml:47:15: The role “STAF” is not known.")


def test_in_japanese(tmp_path, run):
    result = run("check", write(tmp_path, ("role: STAFF", "role: STAF")), "--lang", "ja")

    assert "役割「STAF」は、catalog.yaml にありません。「STAFF」ではありませんか。" in result.stderr


def test_japanese_where_the_terminal_is(tmp_path, run, monkeypatch):
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")

    assert "2 章、3 項目、問題 0 件" in run("check", write(tmp_path)).stdout


def test_wording_is_checked_on_request(tmp_path, run):
    folder = write(tmp_path, ("毎回、許可を", "適切に許可を"))

    assert run("check", folder).exit_code == 0
    result = run("check", folder, "--wording")
    assert result.exit_code == 1
    assert "AST.yaml:48:20: “適切に” is vague." in result.stderr


def test_problems_for_a_script(tmp_path, run):
    result = run("check", write(tmp_path, ("role: STAFF", "role: STAF")), "--json")

    [problem] = json.loads(result.stdout)
    assert (problem["line"], problem["column"]) == (47, 15)
    assert problem["text"] == "The role “STAF” is not known. Did you mean “STAFF”?"


def test_a_control_is_shown(tmp_path, run):
    folder = write(tmp_path)

    assert (
        "この1年間に、台帳を更新しましたか。"
        in run("show", "AST-01", "--dir", folder, "--lang", "ja").stdout
    )
    assert "Only where: Uses a cloud" in run("show", "AST-01", "--dir", folder).stdout
    shown = json.loads(run("show", "AST-01", "--dir", folder, "--json").stdout)
    assert shown["title"]["en"] == "Register"
    assert run("show", "NET-02", "--dir", folder).exit_code == 0


def test_no_such_control(tmp_path, run):
    result = run("show", "XXX-01", "--dir", write(tmp_path))

    assert (result.exit_code, result.stdout) == (1, "")
    assert "XXX-01" in result.stderr


@pytest.fixture
def two(tmp_path):
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    return lambda *changes: (write(tmp_path / "old"), write(tmp_path / "new", *changes))


def test_two_catalogues_are_compared(run, two):
    result = run("diff", *two(("revision: 2", "revision: 3"), ("is permitted.", "is allowed.")))

    assert result.exit_code == 0
    assert "AST-02 Meaning changed (requirement, revision)" in result.stdout
    assert "It is [-permitted-]{+allowed+}." in result.stdout
    assert "Unchanged: 2" in result.stdout


def test_a_change_that_history_does_not_allow(run, two):
    result = run("diff", *two(("is permitted.", "is allowed.")))

    assert result.exit_code == 1
    assert "The requirement of AST-02 has changed, its revision has not." in result.stderr


def test_differences_for_a_script(run, two):
    found = json.loads(run("diff", *two(("en: Taking out", "en: Carrying out")), "--json").stdout)

    assert {
        "change": "reworded",
        "before": ["AST-02"],
        "after": ["AST-02"],
        "fields": ["title"],
    } in found


@pytest.mark.parametrize("command", [["show", "AST-01", "--dir"], ["diff", "."]])
def test_a_bad_catalogue_stops_every_command(tmp_path, run, command):
    result = run(*command, write(tmp_path, AST=AST + "x"))

    assert result.exit_code == 1
    assert result.stderr


def test_it_needs_neither_a_database_nor_the_web(tmp_path):
    code = "import sys, secaudit.catalogue.cli; print([m for m in ('flask', 'peewee') if m in sys.modules])"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"
