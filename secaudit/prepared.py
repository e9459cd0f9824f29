"""Queries whose text is written once.

peewee writes the text of a query anew each time: some two milliseconds where many columns are read,
a hundred times what SQLite takes to run it. For the few queries behind every page it is written once:

    BY_TOKEN = Prepared(lambda: Session.select(…).where(Session.token_hash == given("token")))
    BY_TOKEN(token="…")        a list of rows, as from the query itself
"""

from collections.abc import Callable
from typing import Any

from peewee import ModelSelect, Value

from secaudit.database import db


class Given:
    """Where a value stands that is known only when the query is asked."""

    def __init__(self, name: str):
        self.name = name


def given(name: str) -> Value:
    return Value(Given(name), converter=False)


class Prepared:
    """`make` writes the query, with `given(name)` where values come in. The rows are new each time;
    for lists of values (`in_`) the text differs from call to call, so they have no place here."""

    def __init__(self, make: Callable[[], ModelSelect]):
        self.make = make
        self.texts: dict[type, tuple[ModelSelect, str, list]] = {}  # by the kind of database

    def __call__(self, **values: Any) -> list:
        database = db.obj
        query, text, params = self.texts.get(type(database)) or self._write(database)
        filled = [values[each.name] if isinstance(each, Given) else each for each in params]
        asked: Any = query.clone()
        asked._cursor_wrapper = asked._get_cursor_wrapper(database.execute_sql(text, filled))
        return list(asked)

    def _write(self, database) -> tuple[ModelSelect, str, list]:
        query = self.make()
        text, params = database.get_sql_context().sql(query).query()
        self.texts[type(database)] = query, text, params
        return query, text, params
