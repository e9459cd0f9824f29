"""How much is read at once, and the refusal where a file is more or other than that."""

from secaudit.errors import Invalid

MAX_MEGABYTES = 10
MAX_ROWS = 50_000
MAX_COLUMNS = 200
MAX_CHARACTERS = 30_000_000  # in all cells of a workbook
MAX_UNPACKED = 100 * 1024 * 1024
MAX_RATIO = 100  # unpacked to packed
MAX_MEMBERS = 2_000
MEMORY = 1024 * 1024 * 1024  # bytes the reading process may take
SECONDS = 20  # of its computing


class Unreadable(Invalid):
    """This file cannot be taken; the message says what to do."""
