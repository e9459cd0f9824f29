"""The tables of the page as the tables that every other format has."""

from collections.abc import Iterator

from secaudit.committee.pack import Grid, Section
from secaudit.web.spreadsheets.table import Table


def table_of(section: Section, grid: Grid) -> Table:
    left_out = [grid.rests[0]] if grid.rests and grid.rests[0] else []
    return Table(f"{section.number} {section.title}", grid.head, grid.rows, left_out)


def tables_of(section: Section) -> Iterator[Table]:
    for grid in (section.more, section.grid):
        if grid is not None:
            yield table_of(section, grid)
