"""Watanabe's colleague at the server, who has a shell and no browser."""

import json

import pytest
from click.testing import CliRunner

from secaudit.accounts.models import Account
from secaudit.commands import main
from secaudit.database import db
from secaudit.journal.models import JournalEntry
from secaudit.people.models import Assignment, Person
from tests.accounts.people import give_password, give_second_factor
from tests.conftest import KEY


@pytest.fixture
def run(app, city, tmp_path, monkeypatch):
    monkeypatch.setenv("SECAUDIT_SECRET_KEY", KEY)
    monkeypatch.setenv("SECAUDIT_DATABASE_URL", app.config["DATABASE_URL"])

    def command(*words: str, code: int = 0):
        done = CliRunner().invoke(main, [*words, "--data", str(tmp_path)])
        assert done.exit_code == code, done.output
        return done

    return command


def test_somebody_new_gets_a_post_and_a_code(run):
    run("person", "add", "009001", "新井　薫", "--kana", "アライ　カオル")
    run("person", "assign", "009001", "CONTACT", "--unit", "0210", "--title", "主事")
    code = run("person", "code", "009001").output.strip()

    person = Person.get(number="009001")
    assert Assignment.get(person=person).title == "主事" and code.count("-") == 3
    listed = json.loads(run("person", "list", "--json").output)
    assert {"number": "009001", "name": "新井　薫", "posts": ["CONTACT 市民課"]} in listed


@pytest.mark.parametrize(
    "words",
    [
        ("person", "code", "999999"),
        ("person", "assign", "001234", "MGR", "--unit", "9999"),
        ("person", "add", "001234", "同じ番号"),
        (
            "period",
            "plan",
            "2026",
            "--opens",
            "きのう",
            "--due",
            "R8.10.30",
            "--reference",
            "R8.9.30",
        ),
        ("period", "open", "77"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(run, words):
    said = run(*words, code=2)

    assert said.stderr.strip().endswith(".") and "Traceback" not in said.output


def test_a_period_is_planned_but_not_opened_without_approval(run):
    id = run(
        "period", "plan", "2026", "--opens", "R8.10.1", "--due", "令和8年10月30日", "--reference", "2026-09-30"
    ).output.strip()  # fmt: skip

    assert "2026-1  draft" in run("period", "list").output
    run("period", "open", id, code=2)


def test_every_night_the_journal_is_checked(run):
    assert " 0 faults" in run("nightly").output

    db.execute_sql("UPDATE person SET kana = 'x' WHERE number = '001234'")
    assert "was changed behind the journal's back" in run("nightly", code=1).stderr


def test_every_command_helps(run):
    for words in (
        ["--help"],
        ["person", "--help"],
        ["period", "plan", "--help"],
        ["demo", "--help"],
    ):
        assert "Usage" in CliRunner().invoke(main, words).output


def test_the_only_administrator_who_lost_everything_is_helped_at_the_machine(run, city):
    give_password(city.nakamura)
    give_second_factor(city.nakamura)
    run("person", "second-factor-off", "006001", "--reason", "紛失")

    assert not Account.get(person=city.nakamura).second_factor
    assert JournalEntry.select().order_by(JournalEntry.id.desc()).get().actor == "command"
