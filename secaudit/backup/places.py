"""What the commands about backups share: where, with which key, and how a failure is said."""

import json
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click
from flask import Flask
from peewee import PeeweeException

from secaudit.backup import sealing
from secaudit.backup.archive import BadBackup, Manifest
from secaudit.backup.making import Place
from secaudit.database import of_database
from secaudit.disks import of_disk, workplace
from secaudit.errors import N_, Refused
from secaudit.web.language import in_both

AS_JSON = click.option("--json", "as_json", is_flag=True, help="The result as JSON on stdout.")
KEY = click.option(
    "--key", type=click.Path(path_type=Path), help="Key file of sealed backups (else BACKUP_KEY)."
)


@contextmanager
def sentence_and_code(where: object) -> Iterator[None]:
    """What went wrong, in a sentence on stderr."""
    try:
        yield
    except BadBackup as problem:
        _stop(in_both(problem), 1)
    except PeeweeException as error:
        _stop(in_both(of_database(error, *_folders(where))), 2)
    except OSError as error:
        _stop(in_both(of_disk(error, where)), 2)


def _folders(where: object) -> list[Path]:
    """On whose disk a command writes besides the database's."""
    named = Path(str(where).removeprefix("sqlite:///"))
    return [each for each in (named, named.parent) if each.is_dir()][:1]


def _stop(words: str, code: int) -> None:
    click.echo(words, err=True)
    sys.exit(code)


def say(words: str) -> None:
    click.echo(words, err=True)


def show(said: dict, as_json: bool) -> None:
    click.echo(json.dumps(said) if as_json else "\n".join(f"{k}: {v}" for k, v in said.items()))


def place_of(app: Flask) -> Place:
    folder = Path(app.instance_path)
    config = folder / "config.toml"
    settings = tomllib.loads(config.read_text(encoding="utf-8")) if config.exists() else {}
    return Place(folder, app.config["DATABASE_URL"], settings)


def named(app: Flask, setting: str) -> Path:
    """A folder that the settings name."""
    if not app.config[setting]:
        raise Refused(
            N_("Name a file, or the folder of backups as %(name)s in config.toml."), name=setting
        )
    return Path(app.config[setting])


def key_of(app: Flask, given: Path | None) -> bytes | None:
    """The key for sealed backups, where there is one."""
    path = given or app.config["BACKUP_KEY"]
    return sealing.read_key(Path(path)) if path else None


@contextmanager
def readable(file: Path, key: bytes | None, folder: Path) -> Iterator[Path]:
    """The backup; of a sealed one a copy that can be read, gone afterwards."""
    if not sealing.is_sealed(file):
        yield file
        return
    if key is None:
        raise Refused(N_("%(file)s is sealed. Name its key file: --key FILE."), file=file)
    folder.mkdir(parents=True, exist_ok=True)
    with workplace(folder, ".opened-") as work:
        plain = work / "backup.zip"
        sealing.unseal(file, plain, key)
        yield plain


def of_manifest(manifest: Manifest) -> dict:
    said = asdict(manifest)
    return {"made_at": said["made_at"], "entries": said["size"], "root": said["root"]}
