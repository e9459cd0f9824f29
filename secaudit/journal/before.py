"""Which rows entries of the journal changed from an instant on, and what those rows were before."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from typing import Any

from peewee import DateField, DateTimeField, Field, JSONField, chunked

from secaudit.database import Record
from secaudit.errors import N_, Refused
from secaudit.journal.models import JournalEntry, JournalPayload

CHUNK = 500
ERASED = N_(
    "Words that stood there on that day have lawfully been erased since: the figures of that day can"
    " no longer be read. Choose a later day."
)


@dataclass
class Since:
    """What entries of an instant or later have changed: the rows written before, by the entry that
    wrote them then, and the rows that were not there yet."""

    before: dict[int, set[tuple[str, int]]] = field(default_factory=lambda: defaultdict(set))
    new: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def ids(self) -> dict[str, set[int]]:
        """Table → all its rows that are not now as they were."""
        found = defaultdict(set, {table: set(ids) for table, ids in self.new.items()})
        for table, id in chain.from_iterable(self.before.values()):
            found[table].add(id)
        return found


def since(end: datetime) -> Since:
    """By the time that each entry bears, which need not be the order in which they were written."""
    found, seen = Since(), set()
    rows = JournalEntry.select(JournalEntry.bytes).where(JournalEntry.at >= end)
    for (text,) in rows.order_by(JournalEntry.id).tuples().iterator():
        for table, id, _version, before in json.loads(text)["rows"]:
            if (table, id) not in seen:
                seen.add((table, id))
                _note(found, table, id, before)
    return found


def _note(found: Since, table: str, id: int, before: int) -> None:
    if before < 0:
        found.new[table].add(id)
    else:
        found.before[before].add((table, id))


def rows_before(changed: Since) -> dict[type[Record], list[Record]]:
    """Every row that has changed, as it was."""
    models = {model._meta.table_name: model for model in Record.__subclasses__()}
    found: dict[type[Record], list[Record]] = defaultdict(list)
    for numbers in chunked(sorted(changed.before), CHUNK):
        for entry, table, content in _contents(numbers, changed.before):
            if model := models.get(table):
                found[model].append(_row(model, content, entry))
    return found


def _contents(
    numbers: Sequence[int], wanted: Mapping[int, set[tuple[str, int]]]
) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Entry, table and content of each wanted row of these entries. Refused where a payload is gone."""
    joined = JournalEntry.select(JournalEntry.id, JournalEntry.bytes, JournalPayload.body).join(
        JournalPayload, on=(JournalPayload.id == JournalEntry.id)
    )
    found: list[Any] = list(joined.where(JournalEntry.id.in_(numbers)).tuples())
    if len(found) < len(numbers):
        raise Refused(ERASED)
    for entry, text, body in found:
        said, contents = json.loads(text)["rows"], json.loads(body)["rows"]
        for (table, id, *_versions), content in zip(said, contents, strict=True):
            if (table, id) in wanted[entry]:
                yield entry, table, content


def _row(model: type[Record], content: Mapping[str, Any], entry: int) -> Record:
    """As it was recorded; columns that came later stand at their first value."""
    row = model(entry=entry)
    for each in model._meta.sorted_fields:
        if each.column_name in content:
            row.__data__[each.name] = value_of(each, content[each.column_name])
    return row


def value_of(of: Field, plain: Any) -> Any:
    """A column's value from how the journal writes it: the way back from `canonical.plain`."""
    if plain is None or isinstance(of, JSONField):
        return plain
    if isinstance(of, DateTimeField):
        return datetime.fromisoformat(plain.removesuffix("Z"))
    return date.fromisoformat(plain) if isinstance(of, DateField) else of.python_value(plain)
