import logging
import shutil
from contextlib import contextmanager

import pytest

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
collect_ignore = [] if CHROMIUM else ["test_browser.py"]


def pytest_terminal_summary(terminalreporter):
    if not CHROMIUM:
        words = "NO CHROMIUM ON PATH: the section page was NOT tested in a browser"
        terminalreporter.write_line(words, red=True, bold=True)


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
