"""`secaudit restore` and `secaudit move`: records come to where they are to be."""

from pathlib import Path

import click
from flask import Flask

from secaudit.backup import sealing
from secaudit.backup.archive import read_config
from secaudit.backup.moving import move
from secaudit.backup.places import (
    AS_JSON,
    KEY,
    key_of,
    of_manifest,
    place_of,
    readable,
    say,
    sentence_and_code,
    show,
)
from secaudit.backup.restoring import Restored, restore
from secaudit.launching import ready, started, write_config
from secaudit.resources import step_back


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Replace what is here; it is kept as a backup.")
@click.option("--root", default="", help="The journal's root as you noted it down: must agree.")
@click.option("--accept-faults", is_flag=True, help="Also when the journal in it has faults.")
@click.option(
    "--over-newer",
    is_flag=True,
    help="Replace tables of a newer version, which has kept them in a backup of its own.",
)
@KEY
@AS_JSON
@click.pass_obj
def restore_command(data, file, replace, root, accept_faults, over_newer, key, as_json):
    """Make the database what the backup FILE says, or leave it as it is.

    Exit 1: the file is not a sound backup. 2: refused, or not possible here.
    """
    folder = Path(data or Flask("secaudit").instance_path)
    chosen = {"replace": replace, "accept_faults": accept_faults, "over_newer": over_newer}
    with sentence_and_code(folder):
        _configure(folder, file, key)
        app = started(data)
        with app.app_context(), readable(file, key_of(app, key), folder) as plain:
            done = restore(place_of(app), plain, root=root, say=say, **chosen)
    show(_of_restore(done), as_json)
    say("Everybody has to sign in again. Restart the server.")


@click.command("move")
@click.option(
    "--to", required=True, help="postgresql://user@host/name, or sqlite:////folder/file.db"
)
@AS_JSON
@click.pass_obj
def move_command(data, to, as_json):
    """Move all records into the empty database --to; the journal keeps its entries and its root.

    The old database takes no more changes afterwards. Interrupted, run it again. Stop the server
    before, start it after. Exit 2: refused, or not possible; nothing was changed here.
    """
    step_back()
    app = ready(data)
    with sentence_and_code(to), app.app_context():
        moved = move(place_of(app), to, say)
    show({"entries": moved.size, "rows": moved.rows, "root": moved.root}, as_json)
    say("config.toml names the new database. Start the server. Everybody has to sign in again.")


def _configure(folder: Path, file: Path, key: Path | None) -> None:
    """In a new data folder: the settings of the backup with a key of its own."""
    if not (folder / "config.toml").exists():
        with readable(file, sealing.read_key(key) if key else None, folder) as plain:
            settings = read_config(plain)
        write_config(folder, **settings)


def _of_restore(done: Restored) -> dict:
    kept = {"kept": str(done.kept)} if done.kept else {}
    missing = {"missing": done.missing} if done.missing else {}
    return of_manifest(done.manifest) | kept | missing
