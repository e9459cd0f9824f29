"""The tables as they stood at an earlier instant: for reading, and for a moment only.

No row is ever removed, each says which entry wrote it, and each entry which one wrote it before: so
what a row was is found without replaying anything. Within the block temporary tables of the same names
lie over those that have changed since; the tables themselves are neither written nor locked, and
afterwards the temporary ones are gone. The entries of the journal stay as they are; its head is that
of the last entry of then. What is of then is what bears a time of then.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from peewee import Field, Function, JSONField, fn

from secaudit.database import Model, Record, db, is_postgres
from secaudit.journal import derived, tree
from secaudit.journal.before import rows_before, since
from secaudit.journal.models import JournalEntry, JournalHead


@contextmanager
def rewound(end: datetime) -> Iterator[None]:
    """Within this block whatever is read is as it was before that instant. Refused where what was
    written then has lawfully been erased since."""
    with _left_as_it_was():
        changed = since(end)
        then, ids = rows_before(changed), changed.ids()
        for model in Record.__subclasses__():
            if some := ids.get(model._meta.table_name):
                _shadow(model, some, then.get(model, []))
        _shadow_what_follows(then, ids)
        _shadow_head(end)
        yield


@contextmanager
def _left_as_it_was() -> Iterator[None]:
    """One moment of the database; all that is written within is taken back."""
    outermost = not db.in_transaction()
    with db.atomic("DEFERRED") if outermost and not is_postgres() else db.atomic() as block:
        if is_postgres():
            _as_sqlite_does(outermost)
        try:
            yield
        finally:
            block.rollback()


def _as_sqlite_does(outermost: bool) -> None:
    """All is read as of one moment; temporary tables come first, also for statements that were
    prepared before there were any: they are read anew where the path is another."""
    if outermost:
        db.execute_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    path = "'pg_temp, ' || quote_ident(current_schema())"
    db.execute_sql(f"SELECT set_config('search_path', {path}, true)")


# --- tables that lie over others ----------------------------------------------------------------


def _shadow(model: type[Record], ids: Iterable[int], then: Sequence[Record]) -> None:
    """The rows that have not changed, and the others as they were."""
    _cover(model, model.id, ids)
    if then:
        _put(model, then)


def _put(model: type[Record], rows: Sequence[Record]) -> None:
    """All columns: of those that came later a row of then knows nothing. One statement for all rows:
    to have it built for each costs more than everything else here together."""
    fields = model._meta.sorted_fields
    columns = ", ".join(f'"{each.column_name}"' for each in fields)
    marks = ", ".join(_mark(each) for each in fields)
    values = [[_stored(each, row.__data__.get(each.name)) for each in fields] for row in rows]
    insert = f'INSERT INTO "{model._meta.table_name}" ({columns}) VALUES ({marks})'
    db.connection().cursor().executemany(insert, values)


def _mark(field: Field) -> str:
    return (
        f"json({db.obj.param})"
        if isinstance(field, JSONField) and not is_postgres()
        else db.obj.param
    )


def _stored(field: Field, value: Any) -> Any:
    """As the driver takes it; SQLite's `json(…)` stands in the statement already."""
    found = field.db_value(value)
    return found.arguments[0] if isinstance(found, Function) else found  # type: ignore[index]


def _shadow_what_follows(
    then: Mapping[type[Record], Sequence[Record]], changed: Mapping[str, Iterable[int]]
) -> None:
    """Without what followed from rows that have changed; then with what follows from them as they were."""
    for each in derived.DERIVED:
        _cover(each.of.model, each.of, changed.get(each.of.rel_model._meta.table_name, ()))
        each.follow([row for rows in then.values() for row in rows])


def _shadow_head(end: datetime) -> None:
    last = JournalEntry.select(fn.MAX(JournalEntry.id)).where(JournalEntry.at < end).scalar()
    size = 0 if last is None else last + 1
    _cover(JournalHead)
    frontier = tree.pack(_frontier(size))
    JournalHead.update(size=size, frontier=frontier).where(JournalHead.id == 1).execute()


def _frontier(number: int) -> list[bytes]:
    leaves: Iterable[tuple[str]] = (
        JournalEntry.select(JournalEntry.leaf)
        .where(JournalEntry.id < number)
        .order_by(JournalEntry.id)
        .tuples()
        .iterator()
    )
    found: list[bytes] = []
    for position, (leaf,) in enumerate(leaves):
        found = tree.append(found, position, bytes.fromhex(leaf))
    return found


def _cover(model: type[Model], but: Field | None = None, ids: Iterable[int] = ()) -> None:
    """A table's name now means a copy of it, which only this connection sees; without the rows that
    have one of these numbers in that column. The numbers stand in a table of their own: compared with
    thousands of them one by one, a large table would be read as many times."""
    table = model._meta.table_name
    copy = f'CREATE TEMPORARY TABLE "{table}" AS SELECT * FROM "{table}"'
    if but is None:
        db.execute_sql(copy)
        return
    left_out = f"{table}_left_out"
    db.execute_sql(f'CREATE TEMPORARY TABLE "{left_out}" (id INTEGER PRIMARY KEY)')
    insert = f'INSERT INTO "{left_out}" (id) VALUES ({db.obj.param})'
    db.connection().cursor().executemany(insert, [(id,) for id in sorted(set(ids))])
    db.execute_sql(f'{copy} WHERE "{but.column_name}" NOT IN (SELECT id FROM "{left_out}")')
