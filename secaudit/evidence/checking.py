"""Are the files there that the rows name, as they were stored?"""

from collections.abc import Iterator

from secaudit.errors import N_
from secaudit.evidence import store
from secaudit.evidence.reading import named_files
from secaudit.journal.actions import name
from secaudit.journal.verification import Fault

WORDS = {
    "missing": N_("The file of %(obj)s is missing from the folder evidence."),
    "altered": N_("The file of %(obj)s was altered in the folder evidence."),
}


def file_faults() -> Iterator[Fault]:
    """One for each content that is missing or altered, named by a row that needs it."""
    for digest, row in named_files().items():
        if words := WORDS.get(store.state_of(digest)):
            yield Fault(words, row.entry, name(row))


def sweep() -> int:
    """Take away what has been left over for a day."""
    return store.sweep(set(named_files()))
