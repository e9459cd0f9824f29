"""`secaudit rehearse`: a copy of the city to practise in, marked on every page, thrown away at the end.

It lies in a folder of its own with a database of its own. Its settings name no other: no mail goes out from it, the
city's logon does not lead into it, and its backups do not restore over the real records.
"""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask

from secaudit.backup.making import back_up
from secaudit.backup.places import place_of, say, sentence_and_code
from secaudit.backup.restoring import restore
from secaudit.database import db
from secaudit.disks import workplace
from secaudit.errors import N_, Refused
from secaudit.launching import make_tables, ready, started, write_config
from secaudit.rehearsal.making import NOT_MARKED
from secaudit.rehearsal.places import LOG, is_marked

CARRIED = (
    "LDAP_",
    "EVIDENCE_SCANNER",
    "CERTIFICATE",
    "PROXIES",
)  # settings that are the same for practice


@click.group("rehearse")
def rehearse():
    """Practise in a marked copy of the city: begin, serve it on another port, throw it away."""


@rehearse.command()
@click.option("--to", "folder", type=click.Path(path_type=Path), help="Default: beside the data.")
@click.option("--base-url", default="http://127.0.0.1:8001", show_default=True)
@click.option("--empty", is_flag=True, help="Nothing copied: to practise the set-up itself.")
@click.pass_obj
def begin(data, folder, base_url, empty):
    """Copy everything into a folder of its own, to be practised in. The real city goes on meanwhile."""
    real = ready(data) if not empty else None
    folder = folder or beside(Path(data or Flask("secaudit").instance_path))
    with sentence_and_code(folder):
        refuse_used(folder)
        if real is None:
            marked(folder, base_url, {})
            hint = f"secaudit --data {folder} init"
        else:
            copied(real, folder, base_url)
            hint = f"secaudit --data {folder} serve --port 8001"
    click.echo(f"{hint}\nsecaudit rehearse end {folder}")


def beside(data: Path) -> Path:
    return data.resolve().with_name(f"{data.resolve().name}-rehearsal")


def refuse_used(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise Refused(N_("%(folder)s is not empty. Name another folder."), folder=folder)


def marked(folder: Path, base_url: str, settings: dict) -> Flask:
    """A new place that says of itself that it is for practice."""
    write_config(folder, **settings, REHEARSAL=True, BASE_URL=base_url)
    folder.chmod(0o700)
    return started(str(folder))


def copied(real: Flask, folder: Path, base_url: str) -> None:
    """By way of a backup, so that it is whole, whichever database it comes from."""
    if real.config["REHEARSAL"]:
        raise Refused(N_("This is a copy for practice itself. Begin from the real city."))
    settings = place_of(real).settings
    carried = {name: value for name, value in settings.items() if name.startswith(CARRIED)}
    with workplace(Path(real.instance_path), ".copying-") as work:
        with real.app_context():
            made = back_up(place_of(real), work / "copy.zip", say=say)
        with _under_its_name(folder) as begun:
            practice = marked(begun, base_url, carried)
            with practice.app_context():
                make_tables()
                restore(place_of(practice), made.file, replace=True, say=say)


@contextmanager
def _under_its_name(folder: Path) -> Iterator[Path]:
    """A folder beside, which gets the name when all is in it: whoever is killed leaves no half copy."""
    begun = folder.with_name(f".{folder.name}-begun")
    throw_away(begun)
    try:
        yield begun
        db.close_all()
        begun.rename(folder)
    except BaseException:
        throw_away(begun)
        raise


def throw_away(begun: Path) -> None:
    """What was begun and not ended; it is marked, or nothing was written into it yet."""
    if is_marked(begun) or not (begun / "config.toml").exists():
        shutil.rmtree(begun, ignore_errors=True)


@rehearse.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
def end(folder, yes):
    """Throw a practice copy away. A folder that is not marked as one is never touched."""
    with sentence_and_code(folder):
        refuse_real(folder)
        if not yes and not click.confirm(f"{folder}: 捨てますか / throw it away?", err=True):
            sys.exit(1)
        shutil.rmtree(folder)
        (folder.parent / LOG).unlink(missing_ok=True)  # of one that was begun in the browser
    click.echo(f"{folder}: gone")


def refuse_real(folder: Path) -> None:
    if not is_marked(folder):
        raise Refused(NOT_MARKED, folder=folder)
