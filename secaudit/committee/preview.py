"""The one page, and the annexes, as they are shown on screen: the same pack that is printed."""

from collections.abc import Iterator

from flask_babel import gettext as _

from secaudit.committee.formats.cells import figures_in, shown
from secaudit.committee.pack import Annex, Grid, Pack, Section
from secaudit.documents import Document, Part, heading, note, table, text
from secaudit.reports.heat import Cell, HeatMap, Row
from secaudit.web.language import in_my_language
from secaudit.web.spreadsheets.table import Table


def preview(pack: Pack) -> Document:
    body = [text(pack.about)]
    for section in pack.sections:
        body += _section(section)
    return Document(
        title=pack.title,
        body=[*body, *map(note, [*pack.notes, pack.foot])],
        form=f"{pack.kind}　{pack.label}",
        handling=pack.handling,
    )


def _section(section: Section) -> Iterator[Part]:
    yield heading(f"{section.number} {section.title}")
    yield from map(text, section.paragraphs)
    for grid in (section.more, section.grid):
        if grid is not None:
            yield from _grid(grid)
    if section.nothing:
        yield text(section.nothing)


def _grid(grid: Grid) -> Iterator[Part]:
    yield table(grid.head, grid.rows, right=grid.right)
    if grid.rests and grid.rests[0]:
        yield text(grid.rests[0])


def annexed(pack: Pack) -> Document:
    """All annexes one below the other."""
    return Document(
        title=pack.title,
        body=[text(pack.about), *(part for each in pack.annexes for part in _annex(each))],
        form=f"{pack.kind}　{pack.label}",
        handling=pack.handling,
    )


def _annex(annex: Annex) -> Iterator[Part]:
    yield heading(_("Annex %(num)s: %(title)s", num=annex.number, title=annex.title))
    yield from [_heat(annex.heat)] if annex.heat else map(_listed, annex.tables)
    if annex.nothing:
        yield text(annex.nothing)
    yield from map(note, dict.fromkeys(words for each in annex.tables for words in each.notes))


def _listed(of: Table) -> Part:
    """A list that is empty says so."""
    if not of.rows:
        return text("　".join([of.title, _("None.")]))
    rows = [[shown(cell) for cell in row] for row in of.rows]
    return table(of.headings, rows, right=figures_in(of), title=of.title)


def _heat(of: HeatMap) -> Part:
    """Figures and marks; the colours of the paper say nothing else."""
    head = [
        _("Department"),
        _("All chapters"),
        *(in_my_language(each.title) for each in of.columns),
    ]
    rows = [*map(_heat_row, of.rows), [_("City"), *map(_mark, (of.total, *of.totals))]]
    return table(head, rows, right=range(1, len(head)))


def _heat_row(of: Row) -> list[str]:
    return [in_my_language(of.department.name), *map(_mark, (of.total, *of.cells))]


def _mark(of: Cell) -> str:
    return _("Not submitted") if of.missing else f"{of.text}{of.mark}"
