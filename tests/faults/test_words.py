"""Whoever runs the machine is told in a sentence what the disk or the database lacks, whatever the command."""

import json
import sqlite3
from contextlib import closing, contextmanager

import pytest

from secaudit import schema
from secaudit.database import PRAGMAS, db
from secaudit.disks import workplace, write_at_once
from secaudit.errors import Refused, Unavailable
from secaudit.evidence import store
from secaudit.journal.verification import verify
from secaudit.rehearsal import making
from tests.faults.limits import no_file_larger_than
from tests.running import run

FOUND = ("init", "--city", "汐見市", "--preset", "standard", "--number", "001", "--name", "清水")
WRITING = [  # how much goes into one file: not even a beginning, or half of what is to be written
    (20_000, ("person", "add", "009001", "新井　薫")),
    (50_000, ("person", "add", "009001", "新井　薫")),
    (20_000, ("journal", "verify", "--record")),
    (20_000, ("nightly",)),
    (50_000, ("retention", "scrub")),
]


@pytest.fixture
def folder(sqlite_site):
    """A city that nobody serves just now."""
    db.close_all()
    (sqlite_site.folder / "config.toml").chmod(0o600)
    return sqlite_site.folder


@pytest.mark.parametrize(("room", "words"), WRITING)
def test_on_a_full_disk_every_command_names_it_and_changes_nothing(folder, room, words):
    before = verify(schema.JOURNALED)
    db.close_all()

    with no_file_larger_than(room):
        said = run(folder, *words, status=2).stderr

    assert f"{folder}: ディスクがいっぱいです。空きを作って" in said
    assert f"{folder}: the disk is full. Make room and run this again." in said
    after = verify(schema.JOURNALED)
    assert after.good and (after.size, after.root) == (before.size, before.root)
    assert not [*folder.glob(".*"), *folder.glob("*.new")]


def test_a_city_that_found_no_room_is_founded_when_there_is(tmp_path):
    words = (*FOUND, "--base-url", "http://127.0.0.1:8000")
    with no_file_larger_than(50_000):
        said = run(tmp_path / "new", *words, status=2).stderr

    assert f"{tmp_path}/new: the disk is full" in said
    assert '"founded"' in run(tmp_path / "new", *words, "--json").stdout


def test_the_doctor_names_the_full_disk_and_goes_on_without_the_database(folder):
    with no_file_larger_than(0):
        said = run(folder, "doctor", "--json", "--language", "en", status=1).stdout

    found = {each["name"]: each for each in json.loads(said)}
    assert found["Database tables"]["said"].startswith(f"{folder}: the disk is full")
    assert str(folder) in found["Disk of the data folder"]["said"]


def test_the_doctor_looks_at_every_disk_of_the_backups(folder, tmp_path_factory):
    shelf = tmp_path_factory.mktemp("shelf")
    with (folder / "config.toml").open("a") as config:
        config.write(f'BACKUPS = "{shelf}"\nBACKUPS_SECOND = "{shelf}/gone"\n')

    found = json.loads(run(folder, "doctor", "--json", "--language", "en", status=1).stdout)

    said = {each["name"]: f"{each['said']} {each['todo']}" for each in found}
    assert str(shelf) in said["Disk of the backups"]
    assert f"{shelf}/gone is not there. Mount the disk" in said["Disk of the second copies"]


@contextmanager
def somebody_writing(folder):
    with closing(sqlite3.connect(folder / "secaudit.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_a_lock_that_is_not_given_back_is_called_one(folder, monkeypatch):
    monkeypatch.setitem(PRAGMAS, "busy_timeout", 50)

    with somebody_writing(folder):
        said = run(folder, "person", "add", "009001", "新井　薫", status=2).stderr

    assert "fuser" in said and "secaudit.db" in said and "もう一度実行して" in said
    run(folder, "person", "add", "009001", "新井　薫")


def test_a_damaged_database_leads_to_the_newest_backup(folder, tmp_path_factory):
    backup = tmp_path_factory.mktemp("shelf") / "b.zip"
    run(folder, "backup", backup)
    database = folder / "secaudit.db"
    database.write_bytes(b"\0" * 100 + database.read_bytes()[100:])

    said = run(folder, "journal", "verify", status=2).stderr

    assert "is damaged" in said and "secaudit restore" in said
    aside = tmp_path_factory.mktemp("aside")
    for each in folder.glob("secaudit.db*"):
        each.rename(aside / each.name)
    run(folder, "restore", backup)
    assert "0 faults" in run(folder, "journal", "verify").stdout


def test_a_document_that_finds_no_room_leaves_nothing_behind(tmp_path):
    store.use(tmp_path / "evidence")
    with no_file_larger_than(10), pytest.raises(Unavailable):
        store.keep(b"a paper for the committee")

    assert [*(tmp_path / "evidence").iterdir()] == []


def test_a_file_is_the_old_one_or_the_new_one(tmp_path):
    file = tmp_path / "config.toml"
    write_at_once(file, b"old", 0o600)
    with no_file_larger_than(10), pytest.raises(OSError, match="too large"):
        write_at_once(file, b"new" * 100)

    assert file.read_bytes() == b"old" and [*tmp_path.iterdir()] == [file]
    write_at_once(file, b"new")
    assert file.read_bytes() == b"new" and file.stat().st_mode & 0o777 == 0o600


def test_who_works_at_the_same_time_keeps_his_folder_and_who_was_killed_leaves_none(tmp_path):
    (tmp_path / ".backup-killed").mkdir()
    (tmp_path / ".backup-killed" / "half.zip").write_text("half")

    with workplace(tmp_path, ".backup-") as first, workplace(tmp_path, ".backup-") as second:
        (first / "a").write_text("a")
        assert {*tmp_path.iterdir()} == {first, second} and (first / "a").exists()

    assert [*tmp_path.iterdir()] == []


def test_practice_is_not_begun_on_a_full_disk(tmp_path):
    with no_file_larger_than(10), pytest.raises(Refused, match="disk is full"):
        making.make(tmp_path, "http://127.0.0.1:8001")

    assert [*tmp_path.iterdir()] == []


def test_a_practice_copy_that_was_killed_is_begun_again(folder, tmp_path_factory):
    practice = tmp_path_factory.mktemp("practice") / "copy"
    begun = practice.with_name(".copy-begun")
    begun.mkdir()
    (begun / "config.toml").write_text("REHEARSAL = true\n")

    run(folder, "rehearse", "begin", "--to", practice)

    assert [*practice.parent.iterdir()] == [practice]
    assert "0 faults" in run(practice, "journal", "verify").stdout
    assert not [*folder.glob(".*")]
