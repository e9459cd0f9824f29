"""What the database is asked."""

import logging
from contextlib import contextmanager

import pytest


class Heard(logging.Handler):
    def __init__(self):
        super().__init__(logging.DEBUG)
        self.said: list[str] = []

    def emit(self, record):
        sql = record.msg[0] if isinstance(record.msg, tuple) else str(record.msg)
        if sql.split(" ", 1)[0] in ("SELECT", "INSERT", "UPDATE", "DELETE"):
            self.said.append(sql)


@pytest.fixture
def statements():
    """`with statements() as heard:` lists the SQL statements of that part."""

    @contextmanager
    def listening():
        logger, heard = logging.getLogger("peewee"), Heard()
        level = logger.level
        logger.setLevel(logging.DEBUG)
        logger.addHandler(heard)
        try:
            yield heard.said
        finally:
            logger.removeHandler(heard)
            logger.setLevel(level)

    return listening
