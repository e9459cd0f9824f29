"""A pack as an Excel file: first the page, then a sheet for every table."""

from flask_babel import gettext as _

from secaudit.committee.formats.grids import tables_of
from secaudit.committee.pack import Annex, Pack
from secaudit.committee.stamp import written
from secaudit.web.spreadsheets import as_xlsx
from secaudit.web.spreadsheets.table import Cell, Table


def write(pack: Pack) -> bytes:
    properties = {"title": pack.title, "author": pack.city, "keywords": written(pack.stamp)}
    return as_xlsx(sheets(pack), pack.at, properties, pack.language)


def sheets(pack: Pack) -> list[Table]:
    page = [table for section in pack.sections for table in tables_of(section)]
    return [front(pack), *page, *(table for each in pack.annexes for table in _tables(each))]


def front(pack: Pack) -> Table:
    """What was said in words, part by part."""
    rows: list[list[Cell]] = [
        [f"{section.number} {section.title}", words]
        for section in pack.sections
        for words in [*section.paragraphs, *filter(None, [section.nothing])]
    ]
    notes = [pack.kind, pack.about, *pack.notes, pack.foot, written(pack.stamp)]
    return Table(f"{pack.label} {pack.handling}".strip(), [pack.title, ""], rows, notes)


def _tables(annex: Annex) -> list[Table]:
    return [
        Table(f"{annex.number} {each.title}", each.headings, each.rows, notes(each))
        for each in annex.tables
    ]


def notes(table: Table) -> list[str]:
    """A list that is empty says so."""
    return [*([] if table.rows else [_("None.")]), *table.notes]
