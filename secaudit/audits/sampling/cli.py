"""Repeating a draw from its record, and computing what a sample allows to say."""

import json
import sys
from pathlib import Path

import click

from secaudit.audits.sampling.bounds import CONFIDENCES
from secaudit.audits.sampling.files import Check, check
from secaudit.audits.sampling.statement import Outcome, lines

HOLDS = {True: "holds", False: "DOES NOT HOLD"}


@click.group("audit")
def audit():
    """Random samples: repeat a draw, compute what it allows to say. Needs no database."""


@audit.command("draw")
@click.argument("record", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def draw_command(record: Path, as_json: bool):
    """Repeat the draw of a RECORD (the file from the page of the draw). Exit 1 if anything differs."""
    try:
        found = check(json.loads(record.read_text(encoding="utf-8")))
    except ValueError as error:
        click.echo(f"{record}: {error}", err=True)
        sys.exit(2)
    click.echo(json.dumps(vars(found), ensure_ascii=False) if as_json else told(found))
    sys.exit(0 if found.good else 1)


def told(found: Check) -> str:
    return "\n".join(
        [
            *found.drawn,
            f"commitment: {HOLDS[found.commitment_holds]}",
            f"population: {HOLDS[found.listing_holds]}",
            f"drawn: {HOLDS[found.drawn_holds]}",
        ]
    )


@audit.command("bound")
@click.option("--population", required=True, type=click.IntRange(1, 10_000_000))
@click.option("--sample", required=True, type=click.IntRange(1, 10_000))
@click.option("--wrong", required=True, type=click.IntRange(0))
def bound_command(population: int, sample: int, wrong: int):
    """How many of a POPULATION are wrong at most, when WRONG were in a simple random SAMPLE."""
    if sample > population or wrong > sample:
        raise click.UsageError("wrong is at most the sample, the sample at most the population")
    for line in lines(Outcome(((population, sample),), wrong, sample - wrong), CONFIDENCES):
        click.echo(
            f"{line.confidence} %: at most {line.most} of {population} ({line.percent} %);"
            f" Clopper-Pearson {line.unlimited_percent} %"
        )
