"""`secaudit restore`: on a new machine, over an old state, into the other database."""

import json
from hashlib import sha256

from secaudit.access.guard import COMMAND
from secaudit.accounts import keys
from secaudit.accounts.models import Session
from secaudit.calendar import clock
from secaudit.database import database_at, db, runner, using
from secaudit.evidence.actions import Proof, evidence
from secaudit.evidence.store import Stored
from secaudit.journal.actions import begin, record
from secaudit.journal.models import JournalEntry
from secaudit.people.models import Person
from tests.page import Browser
from tests.running import configure, run, said


def hire(name: str) -> Person:
    with db.atomic():
        person = Person(number=f"9{name}", name=name)
        record(COMMAND, "person.new", "person:0", [person], at=clock.now())
    return person


def people(folder) -> set[str]:
    with using(database_at(f"sqlite:///{folder}/secaudit.db")):
        names = {person.name for person in Person.select()}
        db.close_all()
    return names


def test_on_a_new_machine_everything_is_there_again(here, city, elsewhere, tmp_path):
    keys.keyed_hash("the key is made at the first need")
    run(here, "backup", tmp_path / "b.zip")

    done = said(elsewhere, "restore", tmp_path / "b.zip")

    verified = said(elsewhere, "journal", "verify")
    assert verified["size"] == done["entries"] + 1 and verified["faults"] == []
    assert "佐藤　花子" in people(elsewhere)
    brought = (elsewhere / "keys/credentials.key").read_bytes()
    assert brought == (here / "keys/credentials.key").read_bytes()


def test_without_a_configuration_the_settings_come_from_the_backup(app, here, city, tmp_path):
    configure(here, app.config["DATABASE_URL"], BASE_URL="http://127.0.0.1:8123")
    run(here, "backup", tmp_path / "b.zip")

    run(tmp_path / "new", "restore", tmp_path / "b.zip")

    written = (tmp_path / "new/config.toml").read_text()
    assert 'BASE_URL = "http://127.0.0.1:8123"' in written
    assert "DATABASE_URL" not in written and len(written.split('SECRET_KEY = "')[1]) > 64


def test_the_city_s_own_rules_come_along(here, city, tmp_path, elsewhere):
    (here / "controls").mkdir()
    (here / "controls/汐見市.yaml").write_text("rules of the day of the backup")
    run(here, "backup", tmp_path / "b.zip")
    (elsewhere / "controls").mkdir()
    (elsewhere / "controls/汐見市.yaml").write_text("others")

    run(elsewhere, "restore", tmp_path / "b.zip")

    assert (elsewhere / "controls/汐見市.yaml").read_text() == "rules of the day of the backup"


def test_evidence_is_put_back_and_what_is_there_stays(here, city, tmp_path, elsewhere):
    names = []
    for content in (b"minutes", b"photo"):
        digest = sha256(content).hexdigest()
        names.append(f"evidence/{digest[:2]}/{digest[2:]}")
        (here / names[-1]).parent.mkdir(parents=True, exist_ok=True)
        (here / names[-1]).write_bytes(content)
    run(here, "backup", tmp_path / "b.zip")
    (elsewhere / names[0]).parent.mkdir(parents=True)
    (elsewhere / names[0]).write_bytes(b"minutes")

    run(elsewhere, "restore", tmp_path / "b.zip")

    assert [(elsewhere / name).read_bytes() for name in names] == [b"minutes", b"photo"]


def test_files_that_nobody_has_any_more_are_named(here, city, tmp_path, elsewhere):
    digest, on = sha256(b"minutes").hexdigest(), clock.today()
    row = evidence(
        Proof("議事録", file=Stored(digest, "議事録.pdf", "application/pdf", 7)),
        COMMAND, about=city.citizens, unit=city.citizens.id, at=clock.now(), on=on,
    )  # fmt: skip
    with db.atomic():
        record(COMMAND, "answer.prove", city.citizens, [row], at=clock.now())
    run(here, "backup", tmp_path / "b.zip")

    done = said(elsewhere, "restore", tmp_path / "b.zip")

    assert len(done["missing"]) == 1 and "evidence:" in done["missing"][0]


def test_records_are_not_replaced_unasked(here, backup):
    hire("Later")

    refused = run(here, "restore", backup, status=2)

    assert "--replace" in refused.stderr and Person.get_or_none(name="Later")


def test_what_was_replaced_is_kept_and_can_be_had_back(app, here, backup, city):
    hire("Later")
    browser = Browser(app, city.hanako)

    back = said(here, "restore", backup, "--replace")
    assert not Person.get_or_none(name="Later") and Session.select().count() == 0
    browser.get("/", status=302)

    again = said(here, "restore", back["kept"], "--replace")
    assert Person.get_or_none(name="Later") and again["kept"] != back["kept"]
    assert said(here, "journal", "verify")["faults"] == []


def test_the_journal_tells_that_it_was_restored_and_goes_on(here, backup):
    lost = hire("Later")

    done = said(here, "restore", backup, "--replace")
    new = hire("Afterwards")

    entry = JournalEntry.get(JournalEntry.act == "journal.restored")
    assert entry.id == done["entries"] and new.id == lost.id and new.entry == entry.id + 1
    assert said(here, "journal", "verify")["faults"] == []


def test_either_database_restores_what_the_other_backed_up(here, backup, elsewhere, tmp_path):
    first = said(here, "journal", "verify")
    run(elsewhere, "restore", backup)
    run(elsewhere, "backup", tmp_path / "returning.zip")

    back = said(here, "restore", tmp_path / "returning.zip", "--replace", "--root", " ".join(
        said(elsewhere, "journal", "verify")["root"][i : i + 8] for i in range(0, 64, 8)
    ))  # fmt: skip

    assert back["entries"] == first["size"] + 1
    again = said(here, "journal", "verify")
    assert again["faults"] == [] and again["size"] == first["size"] + 2
    hire("After the move")


def test_a_backup_with_another_root_than_the_one_noted_down(backup, elsewhere):
    refused = run(elsewhere, "restore", backup, "--root", "ab" * 32, status=1)

    assert "not the one given" in refused.stderr


def test_tables_of_a_version_before_are_brought_up_to_date(tmp_path, elsewhere, app):
    old = configure(tmp_path / "old")
    with using(database_at(f"sqlite:///{old}/secaudit.db")):
        runner().up(runner().migrations()[0].name)
        begin("old")
        db.close_all()

    run(old, "backup", tmp_path / "old.zip")
    run(elsewhere, "restore", tmp_path / "old.zip")

    assert said(elsewhere, "journal", "verify")["size"] == 1


def test_tables_of_a_version_to_come_are_refused(here, city, tmp_path, elsewhere):
    run(elsewhere, "migrate")
    with using(database_at(f"sqlite:///{elsewhere}/secaudit.db")):
        runner().History.create(name="9999_to_come")
        db.close_all()

    assert "newer version" in run(elsewhere, "backup", tmp_path / "new.zip", status=2).stderr
    run(here, "backup", tmp_path / "b.zip")
    assert "newer version" in run(elsewhere, "restore", tmp_path / "b.zip", status=2).stderr


def resealed(backup, to, **changes):
    """Somebody who knows the format has put in something else and sealed it again."""
    from zipfile import ZipFile

    from secaudit.backup import archive

    manifest = archive.read_manifest(backup)
    with ZipFile(backup) as file:
        file.extractall(to.parent / "unpacked")
    members = {name: to.parent / "unpacked" / name for name in manifest.files}
    said = json.loads((to.parent / "unpacked/manifest.json").read_text()) | changes
    archive.write(to, archive.Manifest(**said), members)
    return to


def test_a_backup_that_names_another_journal(backup, elsewhere, tmp_path):
    forged = resealed(backup, tmp_path / "forged.zip", root="ab" * 32)

    assert "not the one that it names" in run(elsewhere, "restore", forged, status=1).stderr
    assert not (elsewhere / "secaudit.db").exists() or "佐藤　花子" not in people(elsewhere)


def test_a_backup_of_a_later_format(backup, elsewhere, tmp_path):
    later = resealed(backup, tmp_path / "later.zip", format="secaudit-backup/2")

    assert "newer version" in run(elsewhere, "restore", later, status=1).stderr
