"""The one page as it is shown on screen: the same pack that is printed."""

from collections.abc import Iterator

from secaudit.committee.pack import Grid, Pack, Section
from secaudit.documents import Document, Part, heading, note, table, text


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
