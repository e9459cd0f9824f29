"""`secaudit backup`: what is in the file, what is not, and what it refuses."""

import json
import stat
from hashlib import sha256
from zipfile import ZipFile

import pytest

from secaudit.accounts.models import Session
from secaudit.database import db
from tests.conftest import KEY
from tests.page import Browser
from tests.running import configure, run, said


def in_file(backup) -> dict[str, bytes]:
    with ZipFile(backup) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_file_says_what_it_holds(here, city, tmp_path):
    shown = said(here, "backup", tmp_path / "b.zip")
    verified = said(here, "journal", "verify")

    assert (shown["entries"], shown["root"]) == (verified["size"], verified["root"])
    manifest = json.loads(in_file(tmp_path / "b.zip")["manifest.json"])
    for name, digest in manifest["files"].items():
        assert sha256(in_file(tmp_path / "b.zip")[name]).hexdigest() == digest
    assert stat.S_IMODE((tmp_path / "b.zip").stat().st_mode) == 0o600


def test_secrets_and_sessions_stay_behind(app, here, city, tmp_path):
    configure(here, app.config["DATABASE_URL"], BASE_URL="http://127.0.0.1:8123")
    session = Browser(app, city.hanako).row

    run(here, "backup", tmp_path / "b.zip")

    everything = b"".join(in_file(tmp_path / "b.zip").values())
    assert Session.select().count() == 1 and session.token_hash.encode() not in everything
    assert KEY.encode() not in everything and b"DATABASE_URL" not in everything
    assert b"8123" in in_file(tmp_path / "b.zip")["config.json"]


def test_files_of_evidence_and_keys_come_along(here, city, tmp_path):
    digest = sha256(b"minutes").hexdigest()
    for name, content in (
        (f"evidence/{digest[:2]}/{digest[2:]}", "minutes"),
        ("keys/a.key", "key"),
    ):
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_text(content)
    (here / "evidence/half.part").write_text("not finished")

    run(here, "backup", tmp_path / "all.zip")
    run(here, "backup", tmp_path / "out.zip", "--without-keys")

    assert in_file(tmp_path / "all.zip")["keys/a.key"] == b"key"
    assert "keys/a.key" not in in_file(tmp_path / "out.zip")
    assert in_file(tmp_path / "out.zip")[f"evidence/{digest[:2]}/{digest[2:]}"] == b"minutes"
    assert not any("half" in name for name in in_file(tmp_path / "all.zip"))


def test_nothing_is_overwritten_and_nothing_left_lying(here, city, tmp_path):
    (tmp_path / "shelf").mkdir()
    (tmp_path / "shelf/taken.zip").write_text("something else")

    refused = run(here, "backup", tmp_path / "shelf/taken.zip", status=2)
    run(here, "backup", tmp_path / "shelf")

    assert "exists already" in refused.stderr and "すでにあります" in refused.stderr
    assert (tmp_path / "shelf/taken.zip").read_text() == "something else"
    dated, taken = sorted(each.name for each in (tmp_path / "shelf").iterdir())
    assert taken == "taken.zip" and dated.startswith("secaudit-20261022-00")


@pytest.mark.parametrize("file", ["missing/b.zip", "/proc/b.zip"])
def test_where_nothing_can_be_written(here, city, tmp_path, file):
    assert "b.zip" not in run(here, "backup", tmp_path / file, status=2).stdout


def test_a_journal_with_a_fault_is_backed_up_and_said(here, city, tmp_path, elsewhere):
    db.execute_sql("UPDATE person SET left_on = '2026-01-01' WHERE number = '001234'")

    made = run(here, "backup", tmp_path / "b.zip", status=1)
    refused = run(elsewhere, "restore", tmp_path / "b.zip", status=1)
    run(elsewhere, "restore", tmp_path / "b.zip", "--accept-faults")

    assert f"person:{city.hanako.id} differs from entry" in made.stderr
    assert f"person:{city.hanako.id} differs from entry" in refused.stderr
    assert len(said(elsewhere, "journal", "verify", status=1)["faults"]) == 1
