"""What a request asks of the database, and what the driver alone needs for the same."""

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter

from secaudit.database import db

COUNTED = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b", re.IGNORECASE)


@dataclass
class Asked:
    """The statements of one request, in order, with their parameters."""

    statements: list[tuple[str, tuple]] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.statements)


@contextmanager
def listening():
    """Every SELECT, INSERT, UPDATE and DELETE that goes through peewee, the session's included."""
    asked, real = Asked(), db.obj.execute_sql

    def noting(sql, params=None, *args, **options):
        if COUNTED.match(sql):
            asked.statements.append((sql, tuple(params or ())))
        return real(sql, params, *args, **options)

    db.obj.execute_sql = noting
    try:
        yield asked
    finally:
        db.obj.execute_sql = real


def floor(asked: Asked, runs: int) -> float:
    """Least milliseconds of the same reading statements through the plain driver, rows fetched."""
    reading = [(sql, params) for sql, params in asked.statements if _reads(sql)]
    times = []
    for _ in range(runs):
        begin = perf_counter()
        cursor = db.connection().cursor()
        for sql, params in reading:
            cursor.execute(sql, params).fetchall()
        cursor.close()
        times.append(perf_counter() - begin)
    return min(times) * 1000


def _reads(sql: str) -> bool:
    return sql.lstrip()[:6].upper() in ("SELECT", "WITH A")
