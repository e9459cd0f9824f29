"""Checking the catalogue, against libyaml's events alone."""

from collections.abc import Iterator
from pathlib import Path

from yaml.cyaml import CParser
from yaml.events import StreamEndEvent

from bench.measure import Measured, measure
from secaudit.catalogue.loading import check
from secaudit.resources import folder


def measured(runs: int) -> Iterator[Measured]:
    files = sorted((folder("controls") / "municipal").glob("*.yaml"))

    def run() -> int:
        catalogue, problems = check(folder("controls") / "municipal")
        assert catalogue and not problems
        return sum(file.stat().st_size for file in files)

    yield measure(
        "catalogue check (193 controls)", run, runs, lambda: events(files), "libyaml events"
    )


def events(files: list[Path]) -> int:
    """What libyaml alone needs to read the files."""
    count = 0
    for file in files:
        parser = CParser(file.read_bytes())
        while not isinstance(parser.get_event(), StreamEndEvent):
            count += 1
    return count
