"""What whoever runs the machine does. A command says what happened; the work is done elsewhere."""

import json
import sys
from typing import Any

import click

from secaudit import schema
from secaudit.access.guard import COMMAND
from secaudit.audits.sampling.cli import audit
from secaudit.backup.cli import backup_command
from secaudit.backup.returning import move_command, restore_command
from secaudit.calendar import clock
from secaudit.catalogue.cli import catalogue
from secaudit.committee.commands import add_to as add_verifying
from secaudit.database import draft_migration
from secaudit.errors import Problem
from secaudit.evidence import checking
from secaudit.example.commands import demo
from secaudit.journal.actions import record, transaction
from secaudit.journal.verification import Verdict, verify
from secaudit.launching import DataGroup, make_tables, ready, say_and_stop, started
from secaudit.operating.doctor import doctor
from secaudit.operating.mail import mail
from secaudit.operating.nightly import nightly
from secaudit.operating.people import person
from secaudit.operating.periods import period
from secaudit.operating.rehearsing import rehearse
from secaudit.operating.retention import retention
from secaudit.reports.commands import groups as report_groups
from secaudit.setup import init


@click.group(cls=DataGroup)
@click.option("--data", envvar="SECAUDIT_DATA", help="The data folder (default: instance/).")
@click.version_option(package_name="secaudit")
@click.pass_context
def main(context: click.Context, data: str | None):
    """Self-checks, audits and the CISO's overview of one municipality."""
    context.obj = data


@main.command("migrate")
@click.option("--check", is_flag=True, help="Change nothing; exit 2 if they are not up to date.")
@click.pass_obj
def migrate_command(data, check):
    """Bring the tables up to date: all of it, or nothing where the journal would not agree."""
    if check:
        ready(data)
        return
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

    app = ready(data)
    try:
        run(app, host, port, workers)
    except Problem as problem:
        say_and_stop(problem)


@click.group("journal")
def journal_commands():
    """The append-only record of every change."""


@journal_commands.command("verify")
@click.option("--json", "as_json", is_flag=True)
@click.option(
    "--record", "write", is_flag=True, help="Write the result down, for the journal page."
)
@click.pass_obj
def journal_verify(data, as_json, write):
    """Check every entry, every payload, and the tables against them. Exit 1 if anything differs."""
    with ready(data).app_context():
        verdict = verify(schema.JOURNALED)
        verdict.faults += checking.file_faults()
        if write:
            write_down(verdict)
    if as_json:
        faults = [{"entry": f.entry, "object": f.obj, "says": str(f)} for f in verdict.faults]
        click.echo(json.dumps({"size": verdict.size, "root": verdict.root, "faults": faults}))
    else:
        for fault in verdict.faults:
            click.echo(str(fault), err=True)
        click.echo(
            f"{verdict.size} entries, {verdict.rows} rows, {len(verdict.faults)} faults, "
            f"{verdict.erased} payloads lawfully erased"
        )
        click.echo(f"root {verdict.root}")
    sys.exit(0 if verdict.good else 1)


def write_down(verdict: Verdict) -> None:
    """The journal page says when the journal was last checked, and what came of it."""
    found: dict[str, Any] = {"faults": len(verdict.faults), "size": verdict.size}
    with transaction():
        record(COMMAND, "journal.verify", "journal", at=clock.now(), root=verdict.root, **found)


@main.command("new-migration", hidden=True)
@click.argument("name")
@click.pass_obj
def new_migration(data, name):
    """Draft a migration from what has changed in the models."""
    with started(data).app_context():
        path = draft_migration(name, schema.MODELS)
        click.echo(f"Wrote {path}: read it, then migrate." if path else "Nothing changed.")


report, export = report_groups(ready)
add_verifying(report, ready)

GROUPS = [
    init,
    demo,
    person,
    period,
    audit,
    catalogue,
    report,
    export,
    journal_commands,
    nightly,
    mail,
    retention,
    rehearse,
    doctor,
    backup_command,
    restore_command,
    move_command,
]
for each in GROUPS:
    main.add_command(each)
