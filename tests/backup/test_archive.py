"""Every byte of a backup counts."""

from zipfile import ZipFile

import pytest

from secaudit.backup.archive import BadBackup, read_manifest
from tests.running import run


@pytest.fixture(params=["first", "last", "between"])
def places(request, backup):
    size = backup.stat().st_size
    return {
        "first": range(200),
        "last": range(size - 800, size),
        "between": range(200, size - 800, max(1, size // 300)),
    }[request.param]


def test_a_changed_byte_is_noticed_wherever_it_is(backup, places):
    whole = backup.read_bytes()
    for place in places:
        with backup.open("r+b") as file:
            file.seek(place)
            file.write(bytes([whole[place] ^ 1]))
        with pytest.raises(BadBackup):
            read_manifest(backup)
        with backup.open("r+b") as file:
            file.seek(place)
            file.write(whole[place : place + 1])
    assert read_manifest(backup)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (lambda whole: whole[:-1], "not complete"),
        (lambda whole: whole[: len(whole) // 2], "not complete"),
        (lambda whole: whole + b"\n", "not complete"),
        (lambda whole: b"", "not a backup"),
        (lambda whole: "名簿".encode() * 100, "not a backup"),
    ],
)
def test_what_is_no_backup_is_not_restored(backup, elsewhere, content, says):
    backup.write_bytes(content(backup.read_bytes()))

    assert says in run(elsewhere, "restore", backup, status=1).stderr


def test_another_zip_is_no_backup(tmp_path, elsewhere):
    with ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("../evil", "x" * 1000)

    run(elsewhere, "restore", tmp_path / "other.zip", status=1)


def test_a_file_that_is_not_there(tmp_path, elsewhere):
    assert "nowhere.zip" in run(elsewhere, "restore", tmp_path / "nowhere.zip", status=2).stderr
