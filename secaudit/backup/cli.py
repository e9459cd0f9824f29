"""`secaudit backup` and `secaudit restore`."""

import json
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click
from flask import Flask

from secaudit.backup.archive import BadBackup, read_config
from secaudit.backup.making import Made, Place, back_up
from secaudit.backup.restoring import Restored, restore
from secaudit.calendar import clock
from secaudit.health import runs
from secaudit.launching import started, write_config
from secaudit.resources import step_back
from secaudit.web.language import in_both

FILE = click.argument("file", type=click.Path(path_type=Path))
AS_JSON = click.option("--json", "as_json", is_flag=True, help="The result as JSON on stdout.")


@click.command("backup")
@FILE
@click.option("--without-keys", is_flag=True, help="For a copy that leaves the house.")
@AS_JSON
@click.pass_obj
def backup_command(data, file, without_keys, as_json):
    """Write everything into FILE (or a dated file in that folder) while the server runs.

    Guard it like the server: with the keys in it, what people signed in with can be tried out.
    Exit 1: written, but the journal has faults. 2: nothing was written.
    """
    step_back()
    app = started(data)
    with sentence_and_code(), app.app_context():
        made = back_up(_place(app), file, keys=not without_keys, say=_say)
        good = not made.manifest.faults
        runs.note(Path(app.instance_path), "backup", good, clock.real_now())
    _show(_of_backup(made), as_json)
    for fault in made.manifest.faults:
        click.echo(fault, err=True)
    sys.exit(1 if made.manifest.faults else 0)


@click.command("restore")
@FILE
@click.option("--replace", is_flag=True, help="Replace what is here; it is kept as a backup.")
@click.option("--root", default="", help="The journal's root as you noted it down: must agree.")
@click.option("--accept-faults", is_flag=True, help="Also when the journal in it has faults.")
@click.option(
    "--over-newer",
    is_flag=True,
    help="Replace tables of a newer version, which has kept them in a backup of its own.",
)
@AS_JSON
@click.pass_obj
def restore_command(data, file, replace, root, accept_faults, over_newer, as_json):
    """Make the database what the backup FILE says, or leave it as it is.

    Exit 1: the file is not a sound backup. 2: refused, or not possible here.
    """
    with sentence_and_code():
        _configure(data, file)
    app = started(data)
    with sentence_and_code(), app.app_context():
        done = restore(
            _place(app),
            file,
            replace=replace,
            root=root,
            accept_faults=accept_faults,
            over_newer=over_newer,
            say=_say,
        )
    _show(_of_restore(done), as_json)
    _say("Everybody has to sign in again. Restart the server.")


@contextmanager
def sentence_and_code() -> Iterator[None]:
    """What went wrong, in a sentence on stderr."""
    try:
        yield
    except BadBackup as problem:
        _stop(in_both(problem), 1)
    except OSError as error:
        _stop(str(error), 2)


def _stop(sentence: str, code: int) -> None:
    click.echo(sentence, err=True)
    sys.exit(code)


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)


def _place(app: Flask) -> Place:
    folder = Path(app.instance_path)
    config = folder / "config.toml"
    settings = tomllib.loads(config.read_text(encoding="utf-8")) if config.exists() else {}
    return Place(folder, app.config["DATABASE_URL"], settings)


def _configure(data: str | None, file: Path) -> None:
    """In a new data folder: the settings of the backup with a key of its own."""
    folder = Path(data or Flask("secaudit").instance_path)
    if not (folder / "config.toml").exists():
        write_config(folder, **read_config(file))


def _of_backup(made: Made) -> dict:
    return {"file": str(made.file), "bytes": made.file.stat().st_size} | _of_manifest(made.manifest)


def _of_restore(done: Restored) -> dict:
    kept = {"kept": str(done.kept)} if done.kept else {}
    missing = {"missing": done.missing} if done.missing else {}
    return _of_manifest(done.manifest) | kept | missing


def _of_manifest(manifest) -> dict:
    said = asdict(manifest)
    return {"made_at": said["made_at"], "entries": said["size"], "root": said["root"]}


def _show(said: dict, as_json: bool) -> None:
    click.echo(json.dumps(said) if as_json else "\n".join(f"{k}: {v}" for k, v in said.items()))
