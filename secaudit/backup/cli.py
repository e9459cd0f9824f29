"""`secaudit backup`: by hand into a file, or every night as the settings say; and its drill."""

import sys
from pathlib import Path

import click
from flask import Flask
from flask_babel import force_locale

from secaudit.backup import sealing, shelves
from secaudit.backup.drill import Minutes, rehearse, written
from secaudit.backup.keeping import read_schedule
from secaudit.backup.making import Made, back_up
from secaudit.backup.places import (
    AS_JSON,
    KEY,
    key_of,
    named,
    of_manifest,
    place_of,
    readable,
    say,
    sentence_and_code,
    show,
)
from secaudit.calendar import clock
from secaudit.disks import of_disk
from secaudit.health import runs
from secaudit.launching import started
from secaudit.resources import step_back
from secaudit.web.language import in_both


class FileOrWord(click.Group):
    """`secaudit backup FILE` is `secaudit backup make FILE`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] != "--help"):
            args.insert(0, "make")
        return super().parse_args(ctx, args)


@click.group("backup", cls=FileOrWord)
def backup_command():
    """Everything in one file, checked; `drill` proves that it can be restored."""


@backup_command.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--without-keys", is_flag=True, help="For a copy that leaves the house.")
@KEY
@AS_JSON
@click.pass_obj
def make(data, file, without_keys, key, as_json):
    """Write everything into FILE (or a dated file in that folder) while the server runs.

    Without FILE as the settings say: into BACKUPS, sealed with BACKUP_KEY, copied to BACKUPS_SECOND,
    kept by BACKUP_KEEP. Guard it like the server: with the keys in it, what people signed in with can
    be tried out. Exit 1: written, but the journal has faults, or there is no second copy. 2: nothing
    was written.
    """
    step_back()
    app = started(data)
    with sentence_and_code(file or app.config["BACKUPS"]), app.app_context():
        with_key = key_of(app, key)
        to = file or named(app, "BACKUPS")
        made = back_up(place_of(app), to, keys=not without_keys, seal_with=with_key, say=say)
        copied = True if file else _kept(app, made)
        good = copied and not made.manifest.faults
        runs.note(Path(app.instance_path), "backup", good, clock.real_now())
    show(_of_backup(made), as_json)
    for fault in made.manifest.faults:
        click.echo(fault, err=True)
    sys.exit(0 if good else 1)


def _kept(app: Flask, made: Made) -> bool:
    """The second copy, then what has had its time. Without the copy nothing is taken away."""
    schedule = read_schedule(app.config["BACKUP_KEEP"])
    second = app.config["BACKUPS_SECOND"]
    if second:
        try:
            say(str(shelves.put_copy(made.file, Path(second) / made.file.name)))
        except OSError as error:
            say(in_both(of_disk(error, second)))
            return False
    for folder in filter(None, [made.file.parent, second]):
        for name in shelves.clear(Path(folder), schedule):
            say(f"Removed {folder}/{name}")
    return True


@backup_command.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--language", default="ja", type=click.Choice(["ja", "en"]), show_default=True)
@KEY
@AS_JSON
@click.pass_obj
def drill(data, file, language, key, as_json):
    """Restore FILE (or the newest backup) into an empty folder, read it through, print the minutes.

    What serves is not touched. Exit 1: something is missing in it, or it is no sound backup.
    """
    step_back()
    app = started(data)
    folder = Path(app.instance_path)
    with sentence_and_code(folder), app.app_context(), force_locale(language):
        runs.note(folder, "drill", False, clock.real_now())  # until it is through
        shown = file or shelves.newest(named(app, "BACKUPS"))
        with readable(shown, key_of(app, key), folder) as plain:
            minutes = rehearse(place_of(app), plain, shown, say)
        runs.note(folder, "drill", minutes.good, clock.real_now())
        text = written(minutes)
    show(_of_drill(minutes), as_json) if as_json else click.echo(text)
    sys.exit(0 if minutes.good else 1)


@backup_command.command("new-key")
@click.argument("file", type=click.Path(path_type=Path))
def new_key(file):
    """Make a key file for sealed backups. Who loses it loses the backups."""
    with sentence_and_code(file):
        sealing.new_key(file)


def _of_backup(made: Made) -> dict:
    return {"file": str(made.file), "bytes": made.file.stat().st_size} | of_manifest(made.manifest)


def _of_drill(minutes: Minutes) -> dict:
    found = {"faults": [str(each) for each in minutes.faults], "missing": minutes.missing}
    about = {"file": str(minutes.file), "good": minutes.good, "counts": minutes.counts}
    return about | found | of_manifest(minutes.manifest)
