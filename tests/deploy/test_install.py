"""From the archive to a city, without a network; and what the installer refuses."""

import fcntl
import shutil
import stat
import tomllib

from tests.deploy.archive import archive
from tests.deploy.conftest import FOUND

LOCAL = "http://127.0.0.1:8000"


def test_one_command_installs_and_a_second_run_changes_nothing(machine, first, tmp_path):
    said = machine.found(first)

    assert "サービスの登録と起動はしていません" in said and "neither registered" in said
    assert machine.version == "0.1.0" and "0.1.0" in machine.secaudit("--version")
    config = machine.root / "etc/secaudit/config.toml"
    assert stat.S_IMODE(config.stat().st_mode) == 0o600
    assert f'BACKUPS = "{machine.root}/var/backups/secaudit"' in config.read_text()
    assert stat.S_IMODE(machine.data.stat().st_mode) == 0o700
    assert "0 faults" in machine.secaudit("journal", "verify")
    assert guarded(machine) == {"secaudit.service.d", "secaudit-.service.d"}
    assert stat.S_IMODE((machine.data / "secaudit.db").stat().st_mode) == 0o600

    before = config.read_text()
    assert "0.1.0 は導入済みです" in machine.install(first)
    assert config.read_text() == before

    assert "--rollback" in machine.install(archive(tmp_path / "older", "0.0.9"), status=2)
    assert machine.version == "0.1.0"


def guarded(machine) -> set[str]:
    """The folders of drop-ins that close the server, and what its timers start."""
    units = machine.root / "etc/systemd/system"
    assert "Type=notify" in (units / "secaudit.service").read_text()
    return {each.parent.name for each in units.glob("*/10-guard.conf")}


def test_what_the_installer_knows_is_not_asked_again(machine, first):
    address = "https://secaudit.city.example.lg.jp"

    assert "--base-url" in machine.install(first, "--base-url", "secaudit.city", status=2)
    assert not machine.root.exists()
    machine.install(first, "--base-url", address)
    machine.install(first)  # again, without naming it
    machine.secaudit("init", *FOUND)

    said = tomllib.loads((machine.root / "etc/secaudit/config.toml").read_text())
    assert said["BASE_URL"] == address
    assert said["BACKUPS"] == f"{machine.root}/var/backups/secaudit"
    assert "entries: 5" in machine.secaudit("backup", "make")


def test_an_address_that_is_refused_leaves_the_link_to_the_settings(machine, first):
    machine.install(first)
    where = machine.root / "etc/secaudit/config.toml"

    machine.secaudit("init", *FOUND, "--base-url", "http://example.com", status=2)
    assert not where.exists() and (machine.data / "config.toml").is_symlink()

    said = machine.secaudit("init", *FOUND, "--base-url", LOCAL, status=2, before="ulimit -f 0")
    assert "disk is full" in said and not where.exists()

    machine.secaudit("init", *FOUND, "--base-url", LOCAL)
    assert LOCAL in where.read_text() and (machine.data / "config.toml").is_symlink()


def test_what_was_altered_is_not_installed(machine, first, tmp_path):
    other = shutil.copytree(first, tmp_path / "other")
    altered = next((other / "wheels").glob("secaudit-*.whl"))
    whole = bytearray(altered.read_bytes())
    whole[len(whole) // 2] ^= 1
    altered.write_bytes(whole)

    said = machine.install(other, status=2)

    assert "コピーし直し" in said and altered.name in said and "Nothing was changed" in said
    (other / "SHA256SUMS").unlink()
    assert "コピーし直し" in machine.install(other, status=2)
    assert not machine.root.exists()


def test_two_at_once_and_a_python_that_is_too_old(machine, first):
    (machine.root / "opt/secaudit").mkdir(parents=True)
    with (machine.root / "opt/secaudit/.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert "別の install.sh が実行中です" in machine.install(first, status=2)
    assert "Python 3.11" in machine.install(first, "--python", "/bin/false", status=2)
    assert "戻る先がありません" in machine.install(first, "--rollback", status=2)


def test_a_full_disk_leaves_nothing_half_done(machine, first):
    said = machine.install(first, status=2, before="ulimit -f 1")  # no file beyond 512 bytes

    assert "展開できませんでした" in said and "Nothing was changed" in said
    assert not (machine.root / "opt/secaudit/0.1.0").exists()
    assert not (machine.root / "opt/secaudit/current").exists()
