"""Letters and papers of the city on A4, from one plain value, on screen and as PDF.

    from secaudit.documents import Document, facts, heading, listed, note, table, text, typeset

    letter = Document(
        title=_("Notice of the audit"), number="8監第12号", on=date(2026, 11, 2),
        to=_("Head of %(unit)s", unit="市民課"), sender="行政監査課長",
        body=[text(…), heading(…), facts([(_("Date"), …), …]), table([…], rows, widths=[2, 5])],
        attached=[_("List of documents to prepare")],
    )
    typeset(letter, at)                        one PDF (`.pdf` bytes, `.pages`, `.replaced`)
    typeset(letters, at, contents=True)        several in one, each on pages of its own numbering
    {{ document(letter) }}                     the same in a page: macros/document.html

What is empty leaves no gap: without `to` and `sender` it is a paper and not a letter. Whoever makes
one needs an application context, for the language and the city's name.
"""

from secaudit.documents.document import (
    Document,
    Part,
    boxes,
    facts,
    heading,
    listed,
    note,
    table,
    text,
)
from secaudit.documents.setting import typeset

__all__ = [
    "Document",
    "Part",
    "boxes",
    "facts",
    "heading",
    "listed",
    "note",
    "table",
    "text",
    "typeset",
]
