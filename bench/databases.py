"""On which databases it is measured: SQLite, and PostgreSQL where a server is on this machine."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.postgres import binaries, server

SQLITE, POSTGRES, BOTH = "sqlite", "postgres", "both"


def add_choice(options: ArgumentParser) -> None:
    options.add_argument(
        "--database",
        choices=(SQLITE, POSTGRES, BOTH),
        default=BOTH,
        help="PostgreSQL is started for it and gone afterwards (default: both, where there is one)",
    )


def cities(asked: Namespace) -> Iterator[tuple[str, Path, str]]:
    """Of each database its name, the folder of its city, and its address. SQLite has no address: its
    file lies in the folder, which is kept where `--data` names one."""
    for name, address in _chosen(asked.database):
        with TemporaryDirectory() as passing:
            folder = Path(passing) if address else asked.data or Path(passing)
            yield name, folder, address


def _chosen(which: str) -> Iterator[tuple[str, str]]:
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
