"""`secaudit init`: once from nothing, then never again."""

import json
import tomllib

import pytest
from click.testing import CliRunner

from secaudit.commands import main
from secaudit.database import db
from secaudit.organisation import settings

GIVEN = ["--city", "海辺市", "--preset", "はじめての年", "--number", "006001", "--name", "中村　進"]


@pytest.fixture
def secaudit(tmp_path):
    def run(*arguments, status=0, **options):
        result = CliRunner().invoke(main, ["--data", str(tmp_path / "city"), *arguments], **options)
        if not db.is_closed():
            db.close()
        db.close_all()
        settings.forget()
        assert result.exit_code == status, result.output
        return result

    yield run
    settings.forget()


def test_a_city_from_nothing_in_one_command(secaudit, tmp_path):
    outcome = json.loads(
        secaudit("init", *GIVEN, "--base-url", "http://127.0.0.1:8000", "--json").stdout
    )

    config = tmp_path / "city" / "config.toml"
    assert outcome["status"] == "founded" and len(outcome["code"]) == 19
    assert outcome["preset"] == "first year" and outcome["people"] == 1
    assert len(tomllib.loads(config.read_text())["SECRET_KEY"]) == 64
    assert config.stat().st_mode & 0o077 == 0
    secaudit("journal", "verify")


def test_what_is_not_given_is_asked_for_and_asked_again(secaudit):
    typed = "\n海辺市\n3\n標準\nx y\n００１\n山田　太郎\n"
    result = secaudit("init", input=typed)

    assert "海辺市 (standard)" in result.output and "001" in result.output


def test_the_second_run_changes_nothing(secaudit, tmp_path):
    secaudit("init", *GIVEN, "--base-url", "http://127.0.0.1:8000")
    before = (tmp_path / "city" / "config.toml").read_text()
    other = ["--city", "別の市", "--preset", "標準", "--number", "9", "--name", "別　人"]
    again = json.loads(secaudit("init", *other, "--json").stdout)

    assert again["status"] == "ready" and "code" not in again
    assert (again["city"], again["people"]) == ("海辺市", 1)
    assert (tmp_path / "city" / "config.toml").read_text() == before


def test_a_code_that_was_lost_is_issued_again(secaudit):
    secaudit("init", *GIVEN, "--base-url", "http://127.0.0.1:8000")

    assert json.loads(secaudit("init", "--new-code", "--json").stdout)["code"]


@pytest.mark.parametrize("address", ["http://example.com", "ftp://x", "nonsense"])
def test_an_unsafe_address_leaves_nothing_behind(secaudit, tmp_path, address):
    secaudit("init", *GIVEN, "--base-url", address, status=2)

    assert not (tmp_path / "city" / "config.toml").exists()


@pytest.mark.parametrize(
    "wrong", [["--preset", "高級"], ["--number", "x y"], ["--name", " "], ["--city", "市" * 61]]
)
def test_a_wrong_option_is_refused_before_anything_is_made(secaudit, tmp_path, wrong):
    secaudit("init", *GIVEN, *wrong, status=2)

    assert not (tmp_path / "city").exists()
