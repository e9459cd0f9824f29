"""From the rows of a file to named values, and what is wrong with the file as such."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from secaudit.errors import N_, Invalid
from secaudit.intake.columns import Column
from secaudit.web.spreadsheets import Row, cell_address

LOST = re.compile("[〓\ufffd]")
MAYBE_LOST = re.compile("[?？]")
NAMES = {"name", "kana", "short_name"}
T = TypeVar("T")


@dataclass(frozen=True)
class Fault:
    """What is wrong, at which cell (empty: with the file as a whole)."""

    address: str
    message: str
    params: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """One row of the file by column; columns that the file lacks are None."""

    row: int
    values: dict[str, str | None]
    places: dict[str, int]

    def __getitem__(self, key: str) -> str | None:
        return self.values.get(key)

    def text(self, key: str) -> str:
        return self.values.get(key) or ""

    def fault(self, key: str, message: str, **params) -> Fault:
        return Fault(cell_address(self.row, self.places.get(key, 1)), message, params)

    def read(self, key: str, check: Callable[..., T], *rest, faults: list[Fault]) -> T | None:
        """The value as `check` takes it; None where it refuses, which is then among the faults."""
        try:
            return check(self.text(key), key, *rest)
        except Invalid as problem:
            faults.append(self.fault(key, problem.message, **problem.params))
            return None


@dataclass
class Entries:
    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)  # headings that nothing is read from


def read(rows: Sequence[Row], columns: Iterable[Column]) -> Entries:
    """The rows under their headings."""
    if not rows:
        return Entries(faults=[Fault("", N_("The file is empty."))])
    columns = list(columns)
    places, ignored = headings(rows[0], columns)
    found = Entries(ignored=ignored)
    missing = [column for column in columns if column.needed and column.key not in places]
    for column in missing:
        message = N_("The column “%(heading)s” (%(key)s) is missing in the first row.")
        found.faults.append(
            Fault(
                cell_address(rows[0].number, 1),
                message,
                {"heading": column.heading, "key": column.key},
            )
        )
    if not missing:
        found.entries = [entry(row, places) for row in rows[1:]]
        found.faults += [fault for each in found.entries for fault in lost_characters(each)]
        if not found.entries:
            found.faults.append(Fault("", N_("There is no row below the headings.")))
    return found


def headings(first: Row, columns: list[Column]) -> tuple[dict[str, int], list[str]]:
    """Where each column stands, and the headings that are not known."""
    known = {plain(word): c.key for c in columns for word in (c.key, c.heading, *c.also)}
    places: dict[str, int] = {}
    ignored = []
    for place, heading in enumerate(first.cells, 1):
        key = known.get(plain(heading))
        if key is not None and key not in places:
            places[key] = place
        elif heading.strip():
            ignored.append(heading)
    return places, ignored


def entry(row: Row, places: dict[str, int]) -> Entry:
    return Entry(row.number, {key: row.cell(at).strip() for key, at in places.items()}, places)


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold().replace(" ", "")


def lost_characters(entry: Entry) -> Iterable[Fault]:
    """Characters that an encoding did not have, and that would be written over the right ones."""
    for key, text in entry.values.items():
        found = LOST.search(text or "") or (key in NAMES and MAYBE_LOST.search(text or ""))
        if found:
            yield entry.fault(
                key,
                N_(
                    "“%(char)s” stands where a character was lost in saving. Save the file as CSV "
                    "UTF-8 and write the character."
                ),
                char=found[0],
            )


def choice(words: dict, message: str) -> Callable[[str, str], object]:
    """Reads one of these by its value or any of its words."""
    known = {plain(word): each for each, others in words.items() for word in (each.value, *others)}

    def read_choice(typed: str, key: str):
        if plain(typed) not in known:
            raise Invalid(message, field=key, typed=typed[:40])
        return known[plain(typed)]

    return read_choice


def without_zeros(code: str) -> str:
    return code.lstrip("0")
