"""Rows from one database to another, whichever kind each is."""

import sqlite3
from contextlib import closing
from pathlib import Path

from peewee import AutoField, Database

from secaudit.accounts.models import OneTimeCode, Session
from secaudit.database import Model, database_at, db, is_postgres, migrate, one_moment, using
from secaudit.journal.models import SentForm
from secaudit.schema import MODELS

# A backup never brings a session or an invitation back to life.
PASSING: list[type[Model]] = [Session, OneTimeCode, SentForm]
KEPT = [model for model in MODELS if model not in PASSING]
MOST_VALUES = 30_000  # in one INSERT


def snapshot(to: Path) -> None:
    """The database as of one moment, as a SQLite file, while others go on reading and writing."""
    if is_postgres():
        _copy_one_moment(to)
    else:
        db.execute_sql("VACUUM INTO ?", (str(to),))
    with closing(sqlite3.connect(to, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = delete")
        connection.execute("PRAGMA secure_delete = on")
        there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        for model in [each for each in PASSING if each._meta.table_name in there]:  # or is older
            connection.execute(f'DELETE FROM "{model._meta.table_name}"')


def _copy_one_moment(to: Path) -> None:
    source, target = db.obj, database_at(f"sqlite:///{to}")
    with using(target):
        migrate()
    with one_moment(), target.atomic():
        copy_rows(source, target)
    target.close_all()


def copy_rows(source: Database, target: Database) -> None:
    """Every row that is kept, parents before children. The target's tables are empty."""
    for model in KEPT:
        last = -1
        while rows := _rows_after(source, model, last):
            with using(target):
                model.insert_many(rows).execute()
            last = rows[-1]["id"]


def _rows_after(source: Database, model: type[Model], last: int) -> list[dict]:
    at_once = MOST_VALUES // len(model._meta.sorted_fields)
    query = model.select().where(model.id > last).order_by(model.id).limit(at_once)
    with using(source):
        return list(query.dicts().execute())


def empty_tables() -> None:
    """Remove every row, the journal's too; part of the transaction that fills them again."""
    if is_postgres():
        names = ", ".join(f'"{model._meta.table_name}"' for model in MODELS)
        db.execute_sql(f"TRUNCATE {names} RESTART IDENTITY")
        return
    guards = db.execute_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _sql in guards:
        db.execute_sql(f'DROP TRIGGER "{name}"')
    for model in reversed(MODELS):
        model.delete().execute()
    for _name, sql in guards:
        db.execute_sql(sql)


def drop_tables() -> None:
    """Whatever version they are of; part of a `rebuilding`."""
    cascade = " CASCADE" if is_postgres() else ""
    for name in db.get_tables():
        if not name.startswith("sqlite_"):
            db.execute_sql(f'DROP TABLE "{name}"{cascade}')
    if is_postgres():
        db.execute_sql("DROP FUNCTION IF EXISTS journal_is_append_only")


def count_on() -> None:
    """New rows get numbers after the copied ones (SQLite sees to that itself)."""
    if not is_postgres():
        return
    for model in KEPT:
        if isinstance(model._meta.primary_key, AutoField):
            table = model._meta.table_name
            db.execute_sql(
                f"SELECT setval(pg_get_serial_sequence('\"{table}\"', 'id'), "
                f'coalesce(max(id), 1), max(id) IS NOT NULL) FROM "{table}"'
            )
