"""Checking the catalogue, and starting with one that has not changed: against libyaml's events alone."""

import re
import tempfile
from collections.abc import Iterator
from itertools import count, cycle
from pathlib import Path

import yaml
from yaml.cyaml import CParser
from yaml.events import StreamEndEvent

from bench.measure import Measured, measure
from secaudit.catalogue.loading import check
from secaudit.catalogue.snapshot import load_unchanged
from secaudit.resources import folder

LARGE = 1_200  # controls


def measured(runs: int) -> Iterator[Measured]:
    yield checking("catalogue check (193 controls)", folder("controls") / "municipal", runs)
    with tempfile.TemporaryDirectory() as passing:
        large = copied(Path(passing) / "large")
        yield checking(f"catalogue check ({LARGE:,} controls)", large, runs)
        yield with_pyyaml(large)
        yield starting("start, catalogue unchanged (193)", folder("controls") / "municipal", runs)
        yield starting(f"start, catalogue unchanged ({LARGE:,})", large, runs)


def checking(name: str, place: Path, runs: int) -> Measured:
    files = sorted(place.glob("*.yaml"))

    def run() -> int:
        catalogue, problems = check(place)
        assert catalogue and not problems
        return size_of(files)

    return measure(name, run, runs, lambda: events(files), "libyaml events")


def with_pyyaml(place: Path) -> Measured:
    """What most programs do with such files, without any check."""
    files = sorted(place.glob("*.yaml"))

    def run() -> int:
        for file in files:
            yaml.safe_load(file.read_bytes())
        return size_of(files)

    return measure("  yaml.safe_load of the same", run, 1, lambda: events(files), "libyaml events")


def starting(name: str, place: Path, runs: int) -> Measured:
    files = sorted(place.glob("*.yaml"))
    with tempfile.TemporaryDirectory() as passing:
        snapshot = Path(passing) / "snapshot"

        def run() -> int:
            load_unchanged(place, snapshot)
            return size_of(files)

        return measure(name, run, runs, lambda: events(files), "libyaml events")


def size_of(files: list[Path]) -> int:
    return sum(file.stat().st_size for file in files)


def events(files: list[Path]) -> int:
    """What libyaml alone needs to read the files."""
    number = 0
    for file in files:
        parser = CParser(file.read_bytes())
        while not isinstance(parser.get_event(), StreamEndEvent):
            number += 1
    return number


def copied(place: Path) -> Path:
    """The shipped chapters again and again under other ids, until there are that many controls."""
    place.mkdir()
    source = folder("controls") / "municipal"
    chapters = [path for path in sorted(source.glob("*.yaml")) if path.name != "catalog.yaml"]
    made, left = [], LARGE
    for number, path in zip(count(), cycle(chapters), strict=False):
        if left <= 0:
            break
        id = f"{path.stem}{number // len(chapters)}"
        text, taken = under_id(path.read_text(encoding="utf-8"), path.stem, id, left)
        (place / f"{id}.yaml").write_text(text, encoding="utf-8")
        made.append(id)
        left -= taken
    head = (source / "catalog.yaml").read_text(encoding="utf-8")
    head = re.sub(r"^chapters: .*", f"chapters: [{', '.join(made)}]", head, flags=re.MULTILINE)
    (place / "catalog.yaml").write_text(head, encoding="utf-8")
    return place


def under_id(text: str, old: str, new: str, most: int) -> tuple[str, int]:
    """A chapter's file with at most so many controls, and how many they are."""
    head, *controls = re.split(r"(?m)^(?=  - id: )", text)
    kept = [re.sub(r"\n    supersedes: .*", "", each) for each in controls[:most]]
    renamed = head.replace(f"  id: {old}", f"  id: {new}", 1)
    ids = [each.replace(f"  - id: {old}-", f"  - id: {new}-", 1) for each in kept]
    return renamed + "".join(ids), len(ids)
