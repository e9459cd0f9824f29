"""On which databases it is measured: SQLite, and PostgreSQL where a server is on this machine."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator

from tools.postgres import binaries, server

SQLITE, POSTGRES, BOTH = "sqlite", "postgres", "both"


def add_choice(options: ArgumentParser) -> None:
    options.add_argument(
        "--database",
        choices=(SQLITE, POSTGRES, BOTH),
        default=BOTH,
        help="PostgreSQL is started for it and gone afterwards (default: both, where there is one)",
    )


def chosen(which: str) -> Iterator[tuple[str, str]]:
    """Name and address of each; SQLite has none, its file lies in the folder of the city."""
    if which != POSTGRES:
        yield "SQLite", ""
    if which == SQLITE:
        return
    if which == BOTH and binaries() is None:
        print("PostgreSQL: no server on this machine", file=sys.stderr)
        return
    with server() as address:
        yield "PostgreSQL", address


def settings(address: str) -> dict[str, str]:
    """What the configuration of a city on this database says of it."""
    return {"DATABASE_URL": address} if address else {}
