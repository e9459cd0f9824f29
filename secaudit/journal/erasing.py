"""Lawful erasure: payloads go, with the salts of their commitments; every entry and the tree stay.

Words may stand in a row as it is and in the payload of every entry that ever wrote it. So the rows are
written once more without them, by one entry that also names which payloads go; rows of others that
stood in the same payloads are written once more as they are. `verify` then finds all as it was, and says
which entry erased what.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby

from secaudit.database import Record
from secaudit.journal.actions import Author, name, record
from secaudit.journal.models import JournalEntry, JournalPayload
from secaudit.journal.verification import ERASURE

BATCH = 500


def about(names: set[str]) -> list[int]:
    """Numbers of the entries about one of these objects, or that wrote one of these rows."""
    return [
        number for number, obj, rows in _entries() if obj in names or not names.isdisjoint(rows)
    ]


def of_acts(acts: Collection[str], before: datetime) -> list[int]:
    """Numbers of the entries of these acts older than that moment whose payload is still there."""
    rows = JournalEntry.select(JournalEntry.id).join(
        JournalPayload, on=(JournalPayload.id == JournalEntry.id)
    )
    old = JournalEntry.act.in_(list(acts)) & (JournalEntry.at < before)
    return [row.id for row in rows.where(old).order_by(JournalEntry.id)]


def _entries() -> Iterator[tuple[int, str, set[str]]]:
    for entry in JournalEntry.select(
        JournalEntry.id, JournalEntry.obj, JournalEntry.bytes
    ).iterator():
        rows = json.loads(entry.bytes)["rows"]
        yield entry.id, entry.obj, {f"{table}:{id}" for table, id, *_versions in rows}


def beside(numbers: Collection[int], names: set[str]) -> list[Record]:
    """Rows of others whose newest payload is among those that go."""
    gone, found = set(numbers), []
    for model in Record.__subclasses__():
        for part in _chunks(sorted(gone)):
            found += [
                row for row in model.select().where(model.entry.in_(part)) if name(row) not in names
            ]
    return found


def erase(
    by: Author,
    obj: Record,
    rows: Sequence[Record],
    numbers: Collection[int],
    *,
    at: datetime,
    **why,
) -> int:
    """Write `rows` without their words, and let the payloads of `numbers` go. Part of a transaction."""
    names = {name(row) for row in rows}
    others = beside(numbers, names)
    there = payloads(numbers)
    written = record(
        by,
        ERASURE,
        obj,
        [*rows, *others],
        at=at,
        erased=[list(each) for each in ranges(there)],
        **why,
    )
    for part in _chunks(there):
        JournalPayload.delete().where(JournalPayload.id.in_(part)).execute()
    return written


def payloads(numbers: Iterable[int]) -> list[int]:
    """Of these, whose payload is still there."""
    found: list[int] = []
    for part in _chunks(sorted(numbers)):
        rows = JournalPayload.select(JournalPayload.id).where(JournalPayload.id.in_(part))
        found += sorted(row.id for row in rows)
    return found


def ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """3, 4, 5, 9 → (3, 5), (9, 9): both ends belong to it. Pure."""
    runs = groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0])
    found = [[number for _index, number in run] for _key, run in runs]
    return [(run[0], run[-1]) for run in found]


def _chunks(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), BATCH):
        yield numbers[start : start + BATCH]
