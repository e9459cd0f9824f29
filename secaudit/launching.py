"""Starting the application for a command: which data folder, with which tables."""

import errno
import json
import os
import secrets
import sys
import tomllib
from collections.abc import Callable
from functools import wraps
from pathlib import Path

import click
from flask import Flask
from peewee import PeeweeException

from secaudit.app import create_app
from secaudit.database import migrate, of_database, rebuilding, refuse_wrong_schema
from secaudit.disks import DISK_FAULTS, is_read_only, of_disk, write_at_once
from secaudit.errors import N_, Problem, Refused
from secaudit.journal import actions as journal
from secaudit.journal.verification import verify
from secaudit.schema import JOURNALED
from secaudit.web.language import in_both

FAULTY = N_(
    "With these tables the journal would have %(count)s faults (%(text)s). Nothing was changed."
)


class DataGroup(click.Group):
    """Every command below takes --data, before or after its own name."""

    def add_command(self, command: click.Command, name: str | None = None) -> None:
        _give_data_option(command)
        super().add_command(command, name)

    def invoke(self, context: click.Context):
        """What a command cannot do is said in a sentence; a traceback is for mistakes of ours."""
        try:
            return super().invoke(context)
        except Problem as problem:
            say_and_stop(problem)
        except PeeweeException as error:
            say_and_stop(of_database(error))
        except OSError as error:
            if error.errno not in DISK_FAULTS:
                raise
            say_and_stop(of_disk(error, context.obj or "config.toml"))


def _give_data_option(command: click.Command) -> None:
    if isinstance(command, click.Group):
        for each in command.commands.values():
            _give_data_option(each)
    elif not any("--data" in option.opts for option in command.params):
        command.params.append(data_option())


def data_option() -> click.Option:
    return click.Option(
        ["--data"],
        expose_value=False,
        callback=_remember,
        help="The data folder (default: SECAUDIT_DATA, else instance/).",
    )


def _remember(context: click.Context, _option, value: str | None):
    if value:
        context.find_root().obj = value
        context.obj = value
    return value


def say_and_stop(problem: Problem) -> None:
    """A sentence on stderr in both languages, and exit code 2."""
    click.echo(in_both(problem), err=True)
    sys.exit(2)


def started(data: str | None, **settings) -> Flask:
    """The application on that data folder."""
    try:
        return create_app(data, **settings)
    except Problem as problem:
        say_and_stop(problem)
        raise


def ready(data: str | None) -> Flask:
    """The application, with tables of this version."""
    app = started(data)
    try:
        refuse_unwritable(app.config["DATABASE_URL"])
        refuse_wrong_schema()
    except Problem as problem:
        say_and_stop(problem)
    return app


def refuse_unwritable(url: str) -> None:
    """SQLite writes beside its file even where it only reads."""
    if url.startswith("sqlite"):
        file = Path(url.removeprefix("sqlite:///"))
        for each in (file.parent, *file.parent.glob(f"{file.name}*")):
            if not os.access(each, os.W_OK):
                if is_read_only(each):
                    raise of_disk(OSError(errno.EROFS, "", str(each)), each)
                raise Refused(N_("%(file)s cannot be written by this user."), file=each)


def in_city(run: Callable[..., None]) -> Callable[..., None]:
    """A command's work within the application; a refusal is a sentence and exit code 2."""

    @wraps(run)
    @click.pass_obj
    def within(data, **options) -> None:
        with ready(data).app_context():
            try:
                run(**options)
            except Problem as problem:
                say_and_stop(problem)

    return within


def write_config(folder: Path, **settings) -> bool:
    """`config.toml` with a fresh key, readable by its owner only; never overwritten.

    It may be a link to where settings lie on that machine. All of it is there, or nothing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = (folder / "config.toml").resolve()
    if path.exists():
        return False
    settings = {"SECRET_KEY": secrets.token_hex(32)} | known_to_installer(folder) | settings
    lines = [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
    write_at_once(path, ("\n".join(lines) + "\n").encode(), 0o600)
    return True


def known_to_installer(folder: Path) -> dict[str, str]:
    """What a first `config.toml` begins with: where backups lie, the address that was named."""
    told = folder / "installed.toml"
    return tomllib.loads(told.read_text(encoding="utf-8")) if told.exists() else {}


def make_tables() -> list[str]:
    """Bring the tables up to date and begin the journal; return the migrations that ran.

    What the journal says must be so afterwards too: otherwise nothing was changed.
    """
    with rebuilding():
        done = migrate()
        journal.begin(f"secaudit/{secrets.token_hex(4)}")
        if done:
            refuse_faults()
    return done


def refuse_faults() -> None:
    if faults := verify(JOURNALED).faults:
        raise Refused(FAULTY, count=len(faults), text=str(faults[0]))
