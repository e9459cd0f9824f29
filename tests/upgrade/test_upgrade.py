"""Shimizu upgrades, is brought back when it fails, goes back when he wants to, and loses nothing."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from tests.deploy.archive import archive, later
from tests.deploy.conftest import Machine

pytestmark = pytest.mark.long

ONE_MORE_TABLE = '''
"""A table that only the version to come knows."""

def up(migrator, db):
    db.execute_sql("CREATE TABLE to_come (id INTEGER PRIMARY KEY)")
'''
HALFWAY = (
    ONE_MORE_TABLE
    + """
    db.execute_sql("DELETE FROM assignment")
    raise ValueError("the migration fails halfway")
"""
)
BROKEN = "\nraise RuntimeError('these pages are not served')\n"


@pytest.fixture(scope="module")
def archives(tmp_path_factory):
    folder = tmp_path_factory.mktemp("archives")

    def of(name, version, unit="", **change):
        code = later(folder / f"code-{name}", **change)
        return archive(folder / name, version, code, unit)

    return {
        "first": of("first", "0.1.0"),
        "second": of("second", "0.2.0", migration=ONE_MORE_TABLE, unit="# of 0.2.0"),
        "halfway": of("halfway", "0.2.0", migration=HALFWAY),
        "broken": of("broken", "0.2.0", migration=ONE_MORE_TABLE, broken=BROKEN),
    }


@pytest.fixture
def running(tmp_path, archives):
    """A machine on which the first version was installed and a city founded."""
    machine = Machine(tmp_path / "machine")
    machine.found(archives["first"])
    return machine


def root(machine) -> str:
    said = machine.secaudit("journal", "verify")
    assert " 0 faults" in said
    return said.strip().splitlines()[-1]


def backups(machine) -> list[str]:
    return sorted(each.name for each in (machine.root / "var/backups/secaudit").iterdir())


def test_up_and_back_with_what_was_recorded_since_kept_apart(running, archives):
    before, rotation = root(running), running.root / "etc/logrotate.d/secaudit"
    rotation.write_text("as the city keeps it")

    running.install(archives["second"])

    assert running.version == "0.2.0" and root(running) == before
    assert rotation.read_text() == "as the city keeps it"
    assert "of 0.2.0" in unit(running)
    assert [each[:13] for each in backups(running)] == ["before-0.2.0-"]
    running.secaudit("person", "add", "009", "更新後の人")

    said = running.install(archives["second"], "--rollback")

    assert "0.1.0 に戻しました" in said and "before-rollback-" in said
    assert "of 0.2.0" not in unit(running)  # the service is that of the version, too
    assert running.version == "0.1.0" and "更新後の人" not in running.secaudit("person", "list")
    assert root(running) and "before-rollback" in backups(running)[-1]
    assert running.install(archives["second"]) and running.version == "0.2.0"


def unit(machine) -> str:
    return (machine.root / "etc/systemd/system/secaudit.service").read_text()


@pytest.mark.parametrize(
    ("kind", "why"), [("halfway", "fails halfway"), ("broken", "起動しません")]
)
def test_what_fails_comes_back_by_itself(running, archives, kind, why):
    before, people = root(running), running.secaudit("person", "list")

    said = running.install(archives[kind], status=1)

    assert why in said
    assert "0.1.0 に戻しました" in said
    assert running.version == "0.1.0" and running.secaudit("person", "list") == people
    assert root(running) == before if kind == "halfway" else root(running)
    running.install(archives["second"])
    assert running.version == "0.2.0"


def test_without_a_good_backup_nothing_is_upgraded(running, archives):
    with closing(sqlite3.connect(running.data / "secaudit.db", isolation_level=None)) as behind:
        behind.execute("UPDATE person SET kana = 'behind the journal'")

    said = running.install(archives["second"], status=2)

    assert "person:1 differs" in said and "secaudit restore" in said and "audit lead" in said
    assert running.version == "0.1.0" and not (running.root / "opt/secaudit/upgrading").exists()


@pytest.mark.parametrize("after", ["Copying the database", "Applied", "サーバー"])
def test_killed_at_any_step_a_second_run_finishes(running, archives, after):
    before = root(running)

    kill_after(running, archives["second"], after)
    running.install(archives["second"])

    assert running.version == "0.2.0" and root(running) == before
    assert not (running.root / "opt/secaudit/upgrading").exists()


def test_killed_and_given_up_the_old_one_is_back(running, archives):
    before = root(running)

    kill_after(running, archives["second"], "Applied")
    running.install(archives["second"], "--rollback")

    assert running.version == "0.1.0" and " 0 faults" in running.secaudit("journal", "verify")
    assert before


def kill_after(machine, unpacked, words: str) -> None:
    """End the installer and all it started as soon as it has said that; or a moment after."""
    command = ["sh", f"{unpacked}/install.sh", "--root", str(machine.root)]
    with subprocess.Popen(
        [*command, "--python", sys.executable],
        env=machine.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        for line in process.stdout or ():
            if words in line:
                break
        os.killpg(process.pid, signal.SIGKILL)
