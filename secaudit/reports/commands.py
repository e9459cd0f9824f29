"""Reports and exports for scripts: the same figures as on screen."""

import sys
from collections.abc import Callable
from pathlib import Path

import click
from flask import Flask
from flask_babel import force_locale

from secaudit.access.guard import COMMAND
from secaudit.calendar import clock
from secaudit.disks import of_disk, write_at_once
from secaudit.documents.lists import WRITERS
from secaudit.errors import N_, Refused
from secaudit.reports import files
from secaudit.reports.reading import chosen_period, summary_of
from secaudit.resources import step_back
from secaudit.selfcheck.models import Period

Ready = Callable[[str | None], Flask]

period_option = click.option(
    "--period", "name", default="", help="Fiscal year (2026), or 2026-2 for its second period."
)
output_option = click.option(
    "--output", "-o", default="-", type=click.Path(dir_okay=False), help="File (default: stdout)."
)
language_option = click.option(
    "--language", default="ja", type=click.Choice(["ja", "en"]), show_default=True
)


def groups(ready: Ready) -> list[click.Group]:
    """`report` and `export`; `ready(data)` opens the data folder."""

    @click.group()
    def report():
        """Papers about a period."""

    @report.command("summary")
    @period_option
    @click.option("--format", "kind", default="json", type=click.Choice(list(files.SUMMARY)))
    @language_option
    @output_option
    @click.pass_obj
    def summary(data, name, kind, language, output):
        """The summary of a period: json, csv, xlsx, or pdf on one A4 page."""
        with ready(data).app_context(), force_locale(language):
            write(files.summary_file(read(name), kind), output, kind)

    @click.group()
    def export():
        """Data as files."""

    @export.command("answers")
    @period_option
    @click.option("--format", "kind", default="csv", type=click.Choice(list(WRITERS)))
    @language_option
    @output_option
    @click.pass_obj
    def answers(data, name, kind, language, output):
        """One row a question and department, in official order. An entry of the journal."""
        step_back()
        with ready(data).app_context(), force_locale(language):
            write_answers(name, kind, output)

    return [report, export]


def read(name: str):
    chosen, every = find(name)
    return summary_of(chosen, every, clock.now(), cells=True, journal=True)


def write_answers(name: str, kind: str, output: str) -> None:
    chosen, _every = find(name)
    made = files.answers_file(chosen, kind, clock.now())
    files.record_export(chosen, "answers", kind, by=COMMAND, at=clock.now())
    write(made, output, kind)


def find(name: str) -> tuple[Period, list[Period]]:
    """The period named by its fiscal year (and number), else the newest with figures."""
    chosen, every = chosen_period(None)
    if name:
        chosen = next((each for each in every if name in names(each)), None)
    if chosen is None or chosen.edition is None:
        known = ", ".join(names(each)[-1] for each in every if each.edition) or "-"
        raise Refused(N_("There is no such period with figures. Known: %(known)s"), known=known)
    return chosen, every


def names(period: Period) -> list[str]:
    """2026 is the first period of its year; 2026-2 the second."""
    full = f"{period.fiscal_year}-{period.number}"
    return [full, str(period.fiscal_year)] if period.number == 1 else [full]


def write(made: files.File, output: str, kind: str) -> None:
    if output == "-" and kind in ("pdf", "xlsx") and sys.stdout.isatty():
        raise Refused(N_("Give a file with --output: this is not text."))
    try:
        put(made.content, output)
    except OSError as error:
        raise of_disk(error, output) from error
    for note in made.notes:
        click.echo(note, err=True)


def put(content: bytes, output: str) -> None:
    """What was there stays until the new one is whole; a device or a pipe is written to."""
    file = Path(output)
    if output == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    elif file.exists() and not file.is_file():
        file.write_bytes(content)
    else:
        write_at_once(file.resolve(), content)
