"""What whoever runs the machine does. A command says what happened; the work is done elsewhere."""

import json
import secrets
import sys
from pathlib import Path

import click
from flask import Flask

from secaudit import schema
from secaudit.app import create_app
from secaudit.database import db, migrate, refuse_wrong_schema
from secaudit.errors import Problem
from secaudit.journal import actions as journal
from secaudit.journal.verification import verify


@click.group()
@click.option("--data", envvar="SECAUDIT_DATA", help="The data folder (default: instance/).")
@click.version_option(package_name="secaudit")
@click.pass_context
def main(context: click.Context, data: str | None):
    """Self-checks, audits and the CISO's overview of one municipality."""
    context.obj = data


def started(data: str | None, **settings) -> Flask:
    """The application on that data folder, or a sentence on stderr and exit code 2."""
    try:
        return create_app(data, **settings)
    except Problem as problem:
        click.echo(str(problem), err=True)
        sys.exit(2)


def ready(data: str | None) -> Flask:
    """The application, with tables of this version."""
    app = started(data)
    try:
        refuse_wrong_schema()
    except Problem as problem:
        click.echo(str(problem), err=True)
        sys.exit(2)
    return app


def write_config(folder: Path, **settings) -> bool:
    """`config.toml` with a fresh key, readable by its owner only; never overwritten."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "config.toml"
    if path.exists():
        return False
    lines = [f"SECRET_KEY = {json.dumps(secrets.token_hex(32))}"]
    lines += [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
    path.touch(mode=0o600)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return True


def make_tables() -> list[str]:
    done = migrate()
    with db.atomic():
        journal.begin(f"secaudit/{secrets.token_hex(4)}")
    return done


@main.command("migrate")
@click.pass_obj
def migrate_command(data):
    """Bring the tables up to date."""
    with started(data).app_context():
        for name in make_tables():
            click.echo(f"Applied {name}.")
        click.echo("The tables are up to date.")


@main.command()
@click.option("--host", default="127.0.0.1")
@click.option("--port", default=8000, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, type=click.IntRange(1, 16), help="Processes.")
@click.pass_obj
def serve(data, host, port, workers):
    """Serve the product. Beyond this machine only behind https."""
    from secaudit.serving import run

    run(ready(data), host, port, workers)


@main.group("journal")
def journal_commands():
    """The append-only record of every change."""


@journal_commands.command("verify")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def journal_verify(data, as_json):
    """Check every entry, every payload, and the tables against them. Exit 1 if anything differs."""
    with ready(data).app_context():
        verdict = verify(schema.JOURNALED)
    if as_json:
        faults = [{"entry": f.entry, "object": f.obj, "says": str(f)} for f in verdict.faults]
        click.echo(json.dumps({"size": verdict.size, "root": verdict.root, "faults": faults}))
    else:
        for fault in verdict.faults:
            click.echo(str(fault), err=True)
        click.echo(f"{verdict.size} entries, {verdict.rows} rows, {len(verdict.faults)} faults")
        click.echo(f"root {verdict.root}")
    sys.exit(0 if verdict.good else 1)


@main.command("new-migration", hidden=True)
@click.argument("name")
@click.pass_obj
def new_migration(data, name):
    """Draft a migration from what has changed in the models."""
    from secaudit.database import draft_migration

    with started(data).app_context():
        path = draft_migration(name, schema.MODELS)
        click.echo(f"Wrote {path}: read it, then migrate." if path else "Nothing changed.")
