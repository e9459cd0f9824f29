"""A pack as Markdown: for the groupware, and for whoever cannot open a PDF."""

import re
from collections.abc import Iterable, Iterator

from flask_babel import gettext as _

from secaudit.committee.formats.cells import shown
from secaudit.committee.formats.grids import tables_of
from secaudit.committee.pack import Annex, Pack, Section
from secaudit.committee.stamp import written
from secaudit.web.spreadsheets.table import Table

SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")


def write(pack: Pack) -> bytes:
    return ("\n".join(_lines(pack)) + "\n").encode()


def _lines(pack: Pack) -> Iterator[str]:
    yield from (f"# {safe(pack.title)}", "", safe(" ".join(_head(pack))), "", safe(pack.about), "")
    for section in pack.sections:
        yield from _section(section)
    yield from _notes(pack.notes)
    for annex in pack.annexes:
        yield from _annex(annex)
    yield from ("---", "", safe(pack.foot), "", f"`{written(pack.stamp)}`")


def _head(pack: Pack) -> list[str]:
    return [each for each in (pack.kind, pack.label, pack.handling) if each]


def _section(section: Section) -> Iterator[str]:
    yield from (f"## {section.number} {safe(section.title)}", "")
    for paragraph in section.paragraphs:
        yield from (safe(paragraph), "")
    for table in tables_of(section):
        yield from _table(table)
    if section.nothing:
        yield from (section.nothing, "")


def _annex(annex: Annex) -> Iterator[str]:
    title = _("Annex %(num)s: %(title)s", num=annex.number, title=annex.title)
    yield from (f"## {safe(title)}", "")
    for table in annex.tables:
        yield from (f"### {safe(table.title)}", "")
        yield from _table(table)
    if annex.nothing:
        yield from (annex.nothing, "")


def _table(table: Table) -> Iterator[str]:
    if table.rows:
        yield _row(table.headings)
        yield _row(["---"] * len(table.headings), plain=True)
        yield from (_row([shown(cell) for cell in row]) for row in table.rows)
        yield ""
    else:
        yield from (_("None."), "")
    yield from _notes(table.notes)


def _row(cells: Iterable[str], plain: bool = False) -> str:
    return f"| {' | '.join(cell if plain else safe(cell) for cell in cells)} |"


def _notes(notes: Iterable[str]) -> Iterator[str]:
    for note in notes:
        yield from (safe(note), "")


def safe(text: str) -> str:
    """Words that somebody typed are words, and not the marks of a format."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))
