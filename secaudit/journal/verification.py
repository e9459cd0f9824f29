"""Is the journal whole, and do the tables say what it says?

Three questions: is every entry as it was hashed and in its place; is every payload there (or lawfully
erased, as a later entry says) and the one that was committed to; does replaying the last payload of each row give the row as it stands.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from secaudit.database import Record, one_moment
from secaudit.errors import N_
from secaudit.journal import canonical, derived, tree
from secaudit.journal.actions import content
from secaudit.journal.models import JournalEntry, JournalHead, JournalPayload

ERASURE = "retention.erase"  # the act of an entry that lets payloads go

OTHERWISE = N_("What is counted of %(obj)s is not what its rows say.")


@dataclass(frozen=True)
class Fault:
    """One thing that is not as it should be, with the entry (or None) and the object it touches."""

    message: str
    entry: int | None
    obj: str

    def __str__(self) -> str:
        return self.message % {"entry": self.entry, "obj": self.obj}


@dataclass
class Verdict:
    size: int = 0
    root: str = ""
    rows: int = 0
    erased: int = 0  # payloads that an entry names as lawfully erased
    faults: list[Fault] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return not self.faults


@dataclass
class _Replay:
    """Where each row stands after the entries read so far."""

    version: dict[tuple[str, int], int] = field(default_factory=dict)
    entry: dict[tuple[str, int], int] = field(default_factory=dict)
    content: dict[tuple[str, int], dict | None] = field(default_factory=dict)
    missing: dict[int, str] = field(default_factory=dict)  # payloads that are not there, by entry
    erased: set[int] = field(
        default_factory=set
    )  # those of which an entry says that it erased them


def verify(models: Iterable[type[Record]], batch: int = 2000) -> Verdict:
    """Check the tree, the payloads and the live rows of `models` against the journal."""
    with one_moment():  # people go on saving meanwhile
        return _verify(models, batch)


def _verify(models: Iterable[type[Record]], batch: int) -> Verdict:
    head = JournalHead.get_by_id(1)
    verdict, replay = Verdict(size=head.size), _Replay()
    frontier: list[bytes] = []
    count = 0
    for position, (entry, payload) in enumerate(_pairs(batch)):
        count = position + 1
        verdict.faults += _entry_faults(position, entry, head.origin)
        frontier = tree.append(frontier, position, tree.leaf(entry.bytes.encode()))
        verdict.faults += _payload_faults(entry, payload, replay)
        verdict.faults += _row_faults(entry, payload, replay)
    verdict.root = tree.root(frontier).hex()
    verdict.faults += _missing_faults(replay)
    verdict.erased = len(replay.missing.keys() & replay.erased)
    verdict.faults += _head_faults(head, count, frontier)
    for model in models:
        verdict.faults += _live_faults(model, replay)
    verdict.faults += [Fault(OTHERWISE, None, obj) for obj in derived.differing()]
    verdict.rows = len(replay.version)
    return verdict


def _pairs(batch: int) -> Iterator[tuple[JournalEntry, JournalPayload | None]]:
    last = -1
    while True:
        entries = list(
            JournalEntry.select()
            .where(JournalEntry.id > last)
            .order_by(JournalEntry.id)
            .limit(batch)
        )
        if not entries:
            return
        ids = [entry.id for entry in entries]
        payloads = {
            payload.id: payload
            for payload in JournalPayload.select().where(JournalPayload.id.between(ids[0], ids[-1]))
        }
        for entry in entries:
            yield entry, payloads.get(entry.id)
        last = ids[-1]


def _entry_faults(position: int, entry: JournalEntry, origin: str) -> Iterator[Fault]:
    if entry.id != position:
        yield Fault(
            N_("Entry %(entry)s is not where it belongs: an entry was removed or inserted."),
            entry.id,
            entry.obj,
        )
    if tree.leaf(entry.bytes.encode()).hex() != entry.leaf:
        yield Fault(N_("Entry %(entry)s about %(obj)s was altered."), entry.id, entry.obj)
        return
    said = json.loads(entry.bytes)
    columns = {"seq": entry.id, "actor": entry.actor, "act": entry.act, "obj": entry.obj}
    columns |= {"ts": canonical.moment(entry.at), "log": origin}
    if any(said.get(key) != value for key, value in columns.items()):
        yield Fault(
            N_(
                "Entry %(entry)s about %(obj)s is listed under other words than it was written with."
            ),
            entry.id,
            said.get("obj", entry.obj),
        )


def _said(entry: JournalEntry) -> dict:
    try:
        said = json.loads(entry.bytes)
        return said if isinstance(said, dict) else {}
    except ValueError:
        return {}


def _payload_faults(
    entry: JournalEntry, payload: JournalPayload | None, replay: _Replay
) -> Iterator[Fault]:
    said = _said(entry)
    if payload is None:
        replay.missing[entry.id] = entry.obj
    elif tree.commitment(bytes(payload.salt), payload.body.encode()).hex() != said.get("commit"):
        yield Fault(
            N_("The payload of entry %(entry)s about %(obj)s was altered."), entry.id, entry.obj
        )
    elif said.get("act") == ERASURE:
        replay.erased |= _named_erased(payload, entry.id)


def _named_erased(payload: JournalPayload, before: int) -> set[int]:
    """Whose payloads an entry says it erased; only of entries before it."""
    ranges = json.loads(payload.body)["details"].get("erased", [])
    return {number for first, last in ranges for number in range(first, min(last + 1, before))}


def _missing_faults(replay: _Replay) -> Iterator[Fault]:
    """A payload that went without an entry that says so was taken away."""
    for number, obj in replay.missing.items():
        if number not in replay.erased:
            yield Fault(N_("The payload of entry %(entry)s about %(obj)s is missing."), number, obj)


def _row_faults(
    entry: JournalEntry, payload: JournalPayload | None, replay: _Replay
) -> Iterator[Fault]:
    said = _said(entry).get("rows", [])
    try:
        bodies = json.loads(payload.body)["rows"] if payload else []
    except (ValueError, KeyError, TypeError):
        bodies = []
    for index, (table, id, version, before) in enumerate(said):
        key = (table, id)
        if replay.version.get(key, 0) + 1 != version or replay.entry.get(key, -1) != before:
            yield Fault(
                N_("Entry %(entry)s does not follow the one before it for %(obj)s."),
                entry.id,
                f"{table}:{id}",
            )
        replay.version[key], replay.entry[key] = version, entry.id
        replay.content[key] = bodies[index] if index < len(bodies) else None


def _head_faults(head: JournalHead, count: int, frontier: list[bytes]) -> Iterator[Fault]:
    if count != head.size:
        yield Fault(
            N_("The journal has lost or gained entries at its end (entry %(entry)s)."),
            count,
            "journal",
        )
    elif tree.pack(frontier) != head.frontier:
        yield Fault(
            N_("The entries up to %(entry)s do not give the tree that was recorded."),
            head.size - 1,
            "journal",
        )


def _with_later_columns(recorded: dict, model: type[Record]) -> dict:
    """A row as it was recorded; columns that a migration added since stand at their first value."""
    later = {
        field.column_name: canonical.plain(
            field.default() if callable(field.default) else field.default
        )
        for field in model._meta.sorted_fields
        if field.name != "entry" and field.column_name not in recorded
    }
    return {**recorded, **later}


def _live_faults(model: type[Record], replay: _Replay) -> Iterator[Fault]:
    table = model._meta.table_name
    seen = set()
    for row in model.select().iterator():
        key = (table, row.get_id())
        seen.add(key)
        recorded = replay.content.get(key)
        if key not in replay.version:
            yield Fault(
                N_("%(obj)s stands in the tables but in no entry."), None, f"{table}:{row.get_id()}"
            )
        elif recorded is not None and (
            _with_later_columns(recorded, model) != content(row) or row.entry != replay.entry[key]
        ):
            yield Fault(
                N_(
                    "%(obj)s differs from entry %(entry)s: it was changed behind the journal's back."
                ),
                replay.entry[key],
                f"{table}:{row.get_id()}",
            )
    for key in replay.version:
        if key[0] == table and key not in seen:
            yield Fault(
                N_("%(obj)s was removed behind the journal's back; entry %(entry)s wrote it last."),
                replay.entry[key],
                f"{table}:{key[1]}",
            )
