"""What a person most likely did when YAML does not understand: tabs, full-width signs, …"""

import re
from collections.abc import Iterator

from yaml.error import MarkedYAMLError
from yaml.reader import ReaderError

from secaudit.catalogue.document import Document
from secaudit.catalogue.encoding import place
from secaudit.catalogue.problems import Problem, short
from secaudit.errors import N_

QUOTE = N_("Put a text that contains a colon, # or another sign of YAML in quotation marks.")
INDENT = N_("Indent it with spaces exactly like its neighbours.")
CLOSE = N_("Close the bracket or the quotation mark.")
UNREADABLE = N_("YAML does not understand this (%(reason)s).")

# what the parser says → what we say
REASONS = {
    "mapping values are not allowed": (N_("A colon is not possible here."), QUOTE),
    "cannot start any token": (N_("A text cannot begin with this character."), QUOTE),
    "could not find expected ':'": (
        N_("A key has no colon."),
        N_("Write a half-width colon and a space after the key."),
    ),
    "expected key": (N_("The indentation does not fit the lines above."), INDENT),
    "<block end>": (N_("The indentation does not fit the lines above."), INDENT),
    "expected '-' indicator": (N_("The list does not go on here."), INDENT),
    "block sequence entries are not allowed": (N_("A list cannot begin here."), INDENT),
    "found unexpected end of stream": (N_("The quotation mark is never closed."), CLOSE),
    "expected ',' or": (N_("The bracket is never closed, or a comma is missing."), CLOSE),
    "expected node content": (N_("The bracket is never closed."), CLOSE),
    "control characters are not allowed": (
        N_("There is a control character here."),
        N_("Delete it."),
    ),
    "special characters are not allowed": (
        N_("There is a control character here."),
        N_("Delete it."),
    ),
}
FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def syntax_problem(error: Exception, data: bytes, file: str) -> Problem:
    reason = reason_of(error)
    what, to_do = next(
        (says for words, says in REASONS.items() if words in reason), (UNREADABLE, QUOTE)
    )
    return Problem(file, *place_of(error, data), what, to_do, {"reason": short(reason, 120)})


def reason_of(error: Exception) -> str:
    if isinstance(error, MarkedYAMLError):
        return error.problem or error.context or ""
    return error.reason if isinstance(error, ReaderError) else str(error)


def place_of(error: Exception, data: bytes) -> tuple[int, int]:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark:
        return mark.line + 1, mark.column + 1
    found = FORBIDDEN.search(data.decode("utf-8"))
    return place(data, len(found.string[: found.start()].encode())) if found else (1, 1)


# what to look for at the beginning of a line, where a text is none of its business
SUSPICIOUS = (
    (
        re.compile(r"[ ]*(?P<here>\t)"),
        N_("The line is indented with a tab."),
        N_("Use spaces."),
    ),
    (
        re.compile("[ \t]*(?P<here>\u3000)"),
        N_("The line is indented with a full-width space."),
        N_("Use half-width spaces."),
    ),
    (
        re.compile("[ \t]*(?P<here>\u00a0)"),
        N_("The line is indented with a no-break space, perhaps pasted from a web page."),
        N_("Use ordinary spaces."),
    ),
    (
        re.compile(r"\s*(?:- +)?[\"']?[A-Za-z_][\w.-]*[\"']?\s*(?P<here>：)"),
        N_("The colon after the key is full-width (：)."),
        N_("Write a half-width colon and a space."),
    ),
)


SIGNS = "\t\u3000\u00a0："
MOST = 1_000_000  # bytes; nobody has written more by hand


def hints(document: Document) -> Iterator[Problem]:
    """Where the document has problems anyway: lines that look right and are not."""
    text = document.data[:MOST].decode("utf-8", "replace").removeprefix("\ufeff")
    if not any(sign in text for sign in SIGNS):
        return
    inside = {line for start, end in document.layout.blocks for line in range(start + 1, end)}
    for number, line in enumerate(text.split("\n")):
        if number not in inside and line.strip():
            yield from hints_in(line, number + 1, document.file)


def hints_in(line: str, number: int, file: str) -> Iterator[Problem]:
    for pattern, what, to_do in SUSPICIOUS:
        if found := pattern.match(line):
            yield Problem(file, number, found.start("here") + 1, what, to_do)
