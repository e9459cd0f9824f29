"""Where words stand: which columns of which tables belong to a class, and how they are erased.

Erased are words, never what is counted: an answer's ○ △ ×, dates, states, severities and hashes stay, so
that the figures of past years are what they were.
"""

from collections.abc import Iterator

from secaudit.database import Record
from secaudit.retention.rules import Class
from secaudit.retention.words import audits, selfchecks, year
from secaudit.retention.words.columns import ERASED, Words, blank, erase

__all__ = ["ERASED", "WORDS", "Words", "blank", "erase", "rows_of"]

WORDS: dict[Class, tuple[Words, ...]] = {
    Class.ANSWERS: selfchecks.WORDS,
    Class.AUDITS: audits.WORDS,
    Class.INCIDENTS: year.INCIDENTS,
    Class.ACTIVITIES: year.ACTIVITIES,
    Class.EXCEPTIONS: year.EXCEPTIONS,
    Class.SIGN_INS: (),  # details of entries in the journal only
}


def rows_of(cls: Class, fiscal_year: int) -> Iterator[tuple[Words, Record]]:
    for words in WORDS[cls]:
        for row in words.rows(fiscal_year):
            yield words, row
