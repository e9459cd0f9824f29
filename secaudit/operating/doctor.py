"""`secaudit doctor`: the administrator's page of health, for the command line."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click
from flask import current_app
from flask_babel import force_locale

from secaudit.health.reading import examined
from secaudit.health.rules import State, worst
from secaudit.health.words import told
from secaudit.launching import started
from secaudit.operating.trying import of_server


@click.command()
@click.option("--json", "as_json", is_flag=True)
@click.option("--language", default="ja", type=click.Choice(["ja", "en"]), show_default=True)
@click.option("--start", is_flag=True, help="Start a server on a free port, ask it, say only that.")
@click.pass_obj
def doctor(data, as_json, language, start):
    """Look at tables, disk, clock, backups and keys. Exit 1 where something is wrong."""
    with started(data).app_context(), force_locale(language):
        folder = Path(current_app.instance_path)
        config = current_app.config
        checks = [of_server(folder, config)] if start else examined(folder, config)
        found = [told(each) for each in checks]
    if as_json:
        click.echo(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1))
    else:
        for each in found:
            click.echo(f"[{each.word}] {each.name}: {each.said} {each.todo}".rstrip())
    sys.exit(1 if worst(checks) == State.WRONG else 0)
