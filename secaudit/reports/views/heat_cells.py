"""The cells of a row of the heat map as HTML, written at once: a large city has thousands of them,
and a template takes twenty times as long for each."""

from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup, escape

from secaudit.reports.heat import Cell


def cells_html(cells: Iterable[Cell], own: str, tails: Iterable[str]) -> Markup:
    """`own`: the address of what is behind the row (none: no links), to which each column adds its
    tail; both are escaped already."""
    if not own:
        return Markup("".join(_alone(cell) for cell in cells))
    return Markup("".join(_linked(c, own, tail) for c, tail in zip(cells, tails, strict=True)))


def _linked(cell: Cell, own: str, tail: str) -> str:
    before, after = _around(cell)
    return f"{before}{own}{tail}{after}" if after else before


@lru_cache(maxsize=4096)
def _around(cell: Cell) -> tuple[str, str]:
    """What stands before and after the address; nothing after where there is no link."""
    if cell.step is None:
        return f'<td class="num">{escape(cell.text)}</td>', ""
    text = escape(cell.mark + cell.text)
    return f'<td class="heat heat-{cell.step}"><a href="', f'">{text}</a></td>'


@lru_cache(maxsize=4096)
def _alone(cell: Cell) -> str:
    if cell.step is None:
        return f'<td class="num">{escape(cell.text)}</td>'
    text = escape(cell.mark + cell.text)
    return f'<td class="heat heat-{cell.step}"><span>{text}</span></td>'
