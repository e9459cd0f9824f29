"""`secaudit retention`: after an erasure, on the disk."""

import sys

import click

from secaudit.launching import in_city
from secaudit.retention import erasing


@click.group("retention")
def retention():
    """What is left of erased words."""


@retention.command()
@in_city
def scrub() -> None:
    """Write the database's files anew, so that nothing of what was erased is left in them.

    Erasing does this already; run it where somebody was reading meanwhile. Exit 1: still so.
    """
    done = erasing.scrub()
    click.echo("Nothing deleted is left in the files." if done else "In use: run it again later.")
    sys.exit(0 if done else 1)
