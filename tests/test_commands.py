"""Commands of whoever runs the machine: tables, journal, and when the server does not start."""

from pathlib import Path

import pytest

from secaudit.database import WrongDisk, database_at, db, refuse_network_disk, runner, using
from secaudit.journal.models import JournalHead
from tests.running import configure, run, said


@pytest.fixture
def here(app, tmp_path):
    return configure(tmp_path, app.config["DATABASE_URL"])


def history(folder, change):
    """What `change` does to the list of migrations of that folder's SQLite file."""
    with using(database_at(f"sqlite:///{folder}/secaudit.db")):
        change(runner().History)
        db.close_all()


def test_migrating_twice_changes_nothing(tmp_path):
    folder = configure(tmp_path / "new")

    first = run(folder, "migrate").stdout
    root = said(folder, "journal", "verify")
    second = run(folder, "migrate").stdout

    assert "Applied 0001_foundation." in first and "Applied" not in second
    assert said(folder, "journal", "verify") == root


def test_migrating_keeps_the_name_of_the_journal(here, city):
    origin = JournalHead.get_by_id(1).origin

    run(here, "migrate")

    assert JournalHead.get_by_id(1).origin == origin


@pytest.mark.parametrize("command", [["serve"], ["journal", "verify"]])
def test_tables_of_another_version_are_not_served(tmp_path, command):
    folder = configure(tmp_path / "other")
    assert "Run secaudit migrate" in run(folder, *command, status=2).stderr

    run(folder, "migrate")
    history(folder, lambda rows: rows.create(name="9999_to_come"))

    for words in (command, ["migrate"]):
        refused = run(folder, *words, status=2)
        assert (
            "newer version (9999_to_come)" in refused.stderr and "Traceback" not in refused.output
        )


def test_half_of_the_tables_are_not_served(tmp_path):
    folder = configure(tmp_path / "half")
    run(folder, "migrate")
    last = runner().migrations()[-1].name
    history(folder, lambda rows: rows.delete().where(rows.name == last).execute())

    assert f"({last} is missing)" in run(folder, "serve", status=2).stderr


def test_verifying_says_how_much_was_read(here, city):
    shown = run(here, "journal", "verify").stdout

    assert "0 faults" in shown and said(here, "journal", "verify")["root"] in shown


def test_verifying_names_what_was_changed_behind_its_back(here, city):
    db.execute_sql("UPDATE person SET left_on = '2026-01-01' WHERE number = '001234'")

    assert f"person:{city.hanako.id} differs" in run(here, "journal", "verify", status=1).stderr
    (fault,) = said(here, "journal", "verify", status=1)["faults"]
    assert fault["object"] == f"person:{city.hanako.id}" and fault["entry"] is not None


def test_what_a_command_cannot_do_is_a_sentence(tmp_path):
    (tmp_path / "empty").mkdir()

    refused = run(tmp_path / "empty", "journal", "verify", status=2)

    assert "secaudit init" in refused.stderr and "Traceback" not in refused.output


MOUNTS = """\
/dev/vda / ext4 rw 0 0
server:/export /srv nfs4 rw 0 0
//files/city /srv/local\\040share cifs rw 0 0
/dev/vdb /srv/local xfs rw 0 0
"""


@pytest.mark.parametrize("folder", ["/srv/secaudit", "/srv/local share/secaudit"])
def test_a_network_disk_is_refused(tmp_path, folder):
    with pytest.raises(WrongDisk, match="network disk"):
        refuse_network_disk(Path(folder), MOUNTS)


@pytest.mark.parametrize("folder", ["/var/lib/secaudit", "/srv/local/secaudit", "/srv2"])
def test_a_disk_of_this_machine_is_not(folder):
    refuse_network_disk(Path(folder), MOUNTS)
