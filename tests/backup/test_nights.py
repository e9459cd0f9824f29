"""Shimizu's machine backs up every night, and once a quarter he proves that it helps."""

import errno
import json
from hashlib import sha256

import pytest

from secaudit.access.guard import COMMAND
from secaudit.calendar import clock
from secaudit.database import db
from secaudit.disks import of_disk
from secaudit.evidence.actions import Proof, evidence
from secaudit.evidence.store import Stored
from secaudit.health import runs
from secaudit.journal.actions import record
from tests.running import configure, run, said


@pytest.fixture
def nights(app, city, tmp_path):
    """Sealed, into one folder and a second."""
    run(tmp_path, "backup", "new-key", tmp_path / "backup.key")
    for each in ("shelf", "second"):
        (tmp_path / each).mkdir()
    return configure(
        tmp_path,
        app.config["DATABASE_URL"],
        BACKUPS=f"{tmp_path}/shelf",
        BACKUPS_SECOND=f"{tmp_path}/second",
        BACKUP_KEY=f"{tmp_path}/backup.key",
        BACKUP_KEEP="2 daily",
    )


def names(folder) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_every_night_a_sealed_backup_in_two_places_for_as_long_as_said(nights, elsewhere):
    for day in ("20261001", "20261002", "20261003"):
        (nights / f"shelf/secaudit-{day}-021500.zip.sealed").write_text("of another night")
    (nights / "shelf/minutes.pdf").write_text("not ours")

    made = said(nights, "backup")

    new = made["file"].rpartition("/")[2]
    assert new.endswith(".zip.sealed") and b"PK" not in (nights / "shelf" / new).read_bytes()[:4]
    assert names(nights / "shelf") == ["minutes.pdf", "secaudit-20261003-021500.zip.sealed", new]
    assert names(nights / "second") == [new]
    assert not list(nights.glob(".backup-*"))

    copy = nights / "second" / new
    assert "sealed" in run(elsewhere, "restore", copy, status=2).stderr
    run(elsewhere, "restore", copy, "--key", nights / "backup.key", "--root", made["root"])
    assert said(elsewhere, "journal", "verify")["size"] == made["entries"] + 1


def test_without_the_second_place_nothing_is_taken_away_and_it_is_said(nights):
    (nights / "shelf/secaudit-20250101-021500.zip.sealed").write_text("old")
    (nights / "second").rmdir()

    failed = run(nights, "backup", status=1)

    assert "is not there. Is the disk mounted?" in failed.stderr and "ディスク" in failed.stderr
    assert len(names(nights / "shelf")) == 2
    assert runs.last(nights, "backup").good is False


def test_where_nothing_is_named(here, city):
    assert "BACKUPS" in run(here, "backup", status=2).stderr
    assert "BACKUPS" in run(here, "backup", "drill", status=2).stderr


def test_a_drill_restores_reads_and_prints_its_minutes(nights, city):
    before = said(nights, "journal", "verify")
    made = said(nights, "backup")

    minutes = run(nights, "backup", "drill").stdout

    assert "復元訓練の記録" in minutes and made["root"] in minutes
    assert "結果: このバックアップから復元できます" in minutes and "実施者" in minutes
    assert runs.last(nights, "drill").good
    (nights / "config.toml").chmod(0o600)
    doctor = json.loads(run(nights, "doctor", "--json", "--language", "en").output)
    assert {each["name"]: each["state"] for each in doctor}["Proved restore"] == "well"
    assert said(nights, "journal", "verify") == before  # what serves was not touched
    assert not list(nights.glob(".drill-*")) and not list(nights.glob(".opened-*"))


def test_a_drill_names_the_evidence_that_is_missing(here, city, tmp_path):
    digest = sha256(b"minutes").hexdigest()
    row = evidence(
        Proof("議事録", file=Stored(digest, "議事録.pdf", "application/pdf", 7)),
        COMMAND, about=city.citizens, unit=city.citizens.id, at=clock.now(), on=clock.today(),
    )  # fmt: skip
    with db.atomic():
        record(COMMAND, "answer.prove", city.citizens, [row], at=clock.now())
    run(here, "backup", tmp_path / "b.zip")

    failed = run(here, "backup", "drill", tmp_path / "b.zip", "--language", "en", status=1)

    assert f"evidence:{row.id}" in failed.stdout and "not everything is there" in failed.stdout
    assert runs.last(here, "drill").good is False


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "written by this user"),
        (errno.ENOENT, "mounted"),
    ],
)
def test_a_disk_says_what_to_do(number, words):
    assert words in str(of_disk(OSError(number, "x"), "/backup"))
    assert "/backup" in str(of_disk(OSError(number, "x"), "/backup"))
