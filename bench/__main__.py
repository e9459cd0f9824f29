"""`python -m bench`: the example city at full size, each page measured against its own floor."""

import argparse
import json
from pathlib import Path

from flask import Flask

from bench import audits, catalogue, databases, keys, memory, pages
from bench.city import city_of
from bench.measure import Measured, printed
from tests.selection import browser


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--departments", type=int, default=200)
    options.add_argument("--years", type=int, default=4, help="frozen years before this one")
    options.add_argument("--runs", type=int, default=15)
    options.add_argument("--data", type=Path, help="keep the city here and use it again")
    options.add_argument("--json", action="store_true")
    databases.add_choice(options)
    asked = options.parse_args()
    for name, folder, address in databases.cities(asked):
        app = city_of(folder, asked.departments, asked.years, address)
        said = as_json if asked.json else as_text
        print(said(name, asked, rows(app, asked.runs, bool(address))))
        if not asked.json:
            print(memory.of_worker("pages", folder))
            print("" if address else typed(app))


def rows(app: Flask, runs: int, again: bool) -> list[Measured]:
    """`again`: what no database has a part in was measured already."""
    found = [*pages.measured(app, runs), *audits.measured(app, runs)]
    return found if again else [*found, *catalogue.measured(runs)]


def as_text(name: str, asked: argparse.Namespace, found: list[Measured]) -> str:
    head = f"{name}: {asked.departments} departments, {asked.years + 1} years"
    return f"{head}\n{printed(found)}"


def as_json(name: str, _asked: argparse.Namespace, found: list[Measured]) -> str:
    """A line for each database."""
    return json.dumps([vars(row) | {"ratio": row.ratio, "database": name} for row in found])


def typed(app: Flask) -> str:
    return keys.said(keys.measured(app)) if browser() else "keys: no Chromium here"


if __name__ == "__main__":
    main()
